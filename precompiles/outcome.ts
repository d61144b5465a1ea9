import type { BackendName } from '../models/index.ts'
import type { Gas, Hex } from '../primitives/index.ts'
import type { Message, PrecompileHost } from './host.ts'

/** What a call to a native precompile comes to, in consensus: a function of the message and the state alone. */
export type Outcome =
  | { readonly status: 'success'; readonly gasUsed: Gas; readonly output: Uint8Array; readonly inference?: Inference }
  /** The caller's mistake: `output` is an ABI-encoded custom error; the gas beyond `gasUsed` is kept. */
  | { readonly status: 'revert'; readonly gasUsed: Gas; readonly output: Uint8Array }
  /** Out of gas: takes all of it. */
  | { readonly status: 'halt'; readonly gasUsed: Gas }

/** What the node remembers of an inference, beside consensus: records show it, the state never does. */
export interface Inference {
  readonly model: Hex
  /** How many inputs the call held: 1 but for a batch. */
  readonly batch: number
  /** The precompile's own charge for the call. */
  readonly gasUsed: Gas
  /** keccak256 of the decoded input tensors' raw bytes. */
  readonly inputsHash: Hex
  /** The output tensors' raw bytes. */
  readonly outputs: Uint8Array
  readonly backend: BackendName
  /** Wall time of the whole call in the precompile, in milliseconds. */
  readonly durationMs: number
}

/** A contract whose code is this node's. */
export interface NativePrecompile {
  readonly name: string
  readonly address: Hex
  /** Throws only for a fault of the node. */
  run(message: Message, host: PrecompileHost): Promise<Outcome>
}
