import { type Gas, type Hex, hexToBytes } from '../../primitives/index.ts'
import { type Encoded, encodeStatic, encodeTuple, encodeWord, selectorOf, toBytes } from '../abi/index.ts'
import type { GasSchedule } from '../gas-schedule.ts'
import type { Message, PrecompileHost } from '../host.ts'
import type { Outcome } from '../outcome.ts'
import { type InferenceError, inferenceAbi } from './interface.ts'

/** A call on its way through the precompile. */
export interface Invocation {
  readonly message: Message
  readonly host: PrecompileHost
  readonly schedule: GasSchedule
  /** What it was charged so far; within the message's limit. */
  readonly charged: Gas
  /** `performance.now()` of its beginning. */
  readonly startedMs: number
}

/** The same invocation with `gas` more charged, or undefined where the message's limit doesn't allow it. */
export function charge(invocation: Invocation, gas: Gas): Invocation | undefined {
  const charged = invocation.charged + gas
  return charged <= invocation.message.gasLimit ? { ...invocation, charged } : undefined
}

/** Success without an inference. */
export function answer({ charged }: Invocation, result: Encoded): Outcome {
  return { status: 'success', gasUsed: charged, output: toBytes(encodeTuple([result])) }
}

/** A revert with a custom error. */
export function revert({ charged }: Invocation, error: InferenceError, ...parameters: readonly Encoded[]): Outcome {
  const output = toBytes(encodeTuple([encodeStatic(errorSelectors[error]), ...parameters]))
  return { status: 'revert', gasUsed: charged, output }
}

/** Out of gas. */
export function halt({ gasLimit }: Message): Outcome {
  return { status: 'halt', gasUsed: gasLimit }
}

/** A model's id as the bytes32 that it is. */
export function encodeModelId(id: Hex): Encoded {
  return encodeWord(hexToBytes(id))
}

const errorSelectors = Object.fromEntries(
  inferenceAbi.filter(entry => entry.type === 'error').map(entry => [entry.name, selectorOf(entry)]),
) as Record<InferenceError, Uint8Array>
