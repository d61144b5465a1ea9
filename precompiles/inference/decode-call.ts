import { bytesToBigInt, bytesToHex, type Hex } from '../../primitives/index.ts'
import {
  type BytesArray,
  decodeBytes,
  decodeBytesArray,
  decodeUint8,
  decodeWords,
  headWord,
  holdsHeads,
  selectorIn,
  selectorOf,
} from '../abi/index.ts'
import { maxBatch } from '../gas-schedule.ts'
import { type InferenceMethod, inferenceAbi } from './interface.ts'

/** The arguments of each method; what is dynamic is not copied from the calldata. */
export interface InferenceArguments {
  readonly infer: { readonly model: Hex; readonly inputs: Uint8Array }
  readonly inferBatch: { readonly model: Hex; readonly inputs: BytesArray }
  /** `values` holds int256 words. */
  readonly inferReal: { readonly model: Hex; readonly values: Uint8Array; readonly decimals: number }
  readonly quote: { readonly model: Hex; readonly batch: bigint }
  readonly describe: { readonly model: Hex }
  readonly admitted: { readonly model: Hex }
}

/** The method that the calldata asks for, undefined for an unknown selector. */
export function methodOf(calldata: Uint8Array): InferenceMethod | undefined {
  return methodsBySelector.get(selectorIn(calldata))
}

type Decoders = { readonly [M in InferenceMethod]: (calldata: Uint8Array) => InferenceArguments[M] | undefined }

/** The arguments of a call, or undefined where solc's ABI coder v2 reverts on them. */
export const decodeArguments: Decoders = {
  infer(calldata) {
    if (!holdsHeads(calldata, 2)) return undefined
    const inputs = decodeBytes(calldata, 1)
    return inputs && { model: modelIn(calldata), inputs }
  },
  inferBatch(calldata) {
    if (!holdsHeads(calldata, 2)) return undefined
    const inputs = decodeBytesArray(calldata, 1, maxBatch)
    return inputs && { model: modelIn(calldata), inputs }
  },
  inferReal(calldata) {
    if (!holdsHeads(calldata, 3)) return undefined
    const values = decodeWords(calldata, 1)
    const decimals = decodeUint8(calldata, 2)
    return values && decimals !== undefined ? { model: modelIn(calldata), values, decimals } : undefined
  },
  quote(calldata) {
    return holdsHeads(calldata, 2)
      ? { model: modelIn(calldata), batch: bytesToBigInt(headWord(calldata, 1)) }
      : undefined
  },
  describe(calldata) {
    return holdsHeads(calldata, 1) ? { model: modelIn(calldata) } : undefined
  },
  admitted(calldata) {
    return holdsHeads(calldata, 1) ? { model: modelIn(calldata) } : undefined
  },
}

const methodsBySelector: ReadonlyMap<Hex, InferenceMethod> = new Map(
  inferenceAbi.filter(entry => entry.type === 'function').map(entry => [bytesToHex(selectorOf(entry)), entry.name]),
)

function modelIn(calldata: Uint8Array): Hex {
  return bytesToHex(headWord(calldata, 0))
}
