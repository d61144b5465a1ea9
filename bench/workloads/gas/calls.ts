import { encodeFunctionData } from 'viem'
import {
  type Backends,
  buildGraph,
  createMemoryArtifactStore,
  ModelLibrary,
  writeModel,
} from '../../../models/index.ts'
import {
  admittedSlot,
  createInferencePrecompile,
  type GasSchedule,
  inferenceAbi,
  type Outcome,
  type PrecompileHost,
} from '../../../precompiles/index.ts'
import {
  bigIntToBytes,
  bytesToHex,
  concatBytes,
  equalBytes,
  type Gas,
  type Hex,
  hexToBytes,
} from '../../../primitives/index.ts'
import type { Subject } from '../../harness.ts'

/** A call of the precompile, ready to be timed. */
export interface CallSubject {
  readonly subject: Subject<Outcome>
  charge(schedule: GasSchedule): Promise<Gas>
}

const elements = 16_384
const elementBytes = 4 * elements
const batch = 256

/** Binary32's neighbours of 2^24 + 1 are equally far. */
const tie = (2n ** 24n + 1n) * 10n ** 38n

/**
 * The calls whose arguments take the longest for their gas, of a model that does next to nothing: a batch that aliases one
 * input, and reals that are all ties at the most decimals.
 */
export async function openCalls(backends: Backends, schedule: GasSchedule) {
  const store = createMemoryArtifactStore()
  const library = new ModelLibrary(store, backends)
  const id = await store.put(firstElement())
  const host: PrecompileHost = {
    readRegistrySlot: async slot => bigIntToBytes(equalBytes(slot, admittedSlot(id)) ? 1n : 0n, 32),
    summary: model => library.summary(model),
    open: model => library.open(model),
  }
  const call = (name: string, data: Uint8Array): CallSubject => {
    const run = (prices: GasSchedule) => createInferencePrecompile(prices).run(messageOf(data), host)
    return {
      subject: { name, run: () => run(schedule), inspect: outcome => ({ output: outputOf(name, outcome) }) },
      charge: async prices => (await run(prices)).gasUsed,
    }
  }
  const reals = { functionName: 'inferReal', args: [id, new Array<bigint>(elements).fill(tie), 38] } as const
  return {
    calls: [
      call(`inferBatch of one input of 64 KiB, ${batch} times`, aliasedBatch(id)),
      call('inferReal of ties at 38 decimals', hexToBytes(encodeFunctionData({ abi: inferenceAbi, ...reals }))),
    ],
    dispose: () => library.dispose(),
  }
}

/** A model that answers the first of its elements. */
function firstElement(): Uint8Array {
  const declare = (name: string, length: number) => ({ name, elementType: 'float32' as const, dims: [length] })
  const builder = buildGraph('first', [declare('x', elements)], [declare('y', 1)])
  const bounds = [0n, 1n, 0n].map((bound, i) => builder.constant(`bound_${i}`, 'int64', BigInt64Array.of(bound)))
  return writeModel(builder.build([builder.node('Slice', 'first', ['x', ...bounds])]))
}

/** `inferBatch` with {@link batch} offsets to one input. */
function aliasedBatch(id: Hex): Uint8Array {
  const none = encodeFunctionData({ abi: inferenceAbi, functionName: 'inferBatch', args: [id, []] })
  const word = (value: number) => bigIntToBytes(BigInt(value), 32)
  const offsets = new Array<Uint8Array>(batch).fill(word(32 * batch))
  const selector = hexToBytes(none).subarray(0, 4)
  const input = new Uint8Array(elementBytes).fill(1)
  return concatBytes(selector, hexToBytes(id), word(64), word(batch), ...offsets, word(elementBytes), input)
}

function messageOf(data: Uint8Array) {
  const caller: Hex = `0x${'cc'.repeat(20)}`
  return { kind: 'staticcall', caller, value: 0n, data, gasLimit: 10n ** 12n } as const
}

function outputOf(name: string, outcome: Outcome): Uint8Array {
  if (outcome.status === 'success') return outcome.output
  throw new Error(
    `"${name}" ended in a ${outcome.status}${outcome.status === 'revert' ? ` ${bytesToHex(outcome.output)}` : ''}`,
  )
}
