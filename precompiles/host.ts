import type { BackendName, ModelSummary, Tensor } from '../models/index.ts'
import type { Gas, Hex, Wei } from '../primitives/index.ts'

/** One message call to a native precompile, bound to its own call frame. */
export interface Message {
  readonly kind: 'call' | 'staticcall' | 'delegatecall' | 'callcode'
  readonly caller: Hex
  readonly value: Wei
  readonly data: Uint8Array
  readonly gasLimit: Gas
}

/** What a precompile asks of the chain that hosts it. Any throw is a fault of the node and aborts the block. */
export interface PrecompileHost {
  /**
   * 32 bytes of storage at ModelRegistry's address, from the state of the call, uncommitted writes of the same transaction
   * included. Zeros where nothing was written.
   */
  readRegistrySlot(slot: Uint8Array): Promise<Uint8Array>
  /**
   * What is known of a model that the state says is admitted, without opening it: calls ask before they pay. A node that
   * doesn't have the model throws: it never becomes a result.
   * @param id keccak256 of the artifact, as 0x-hex.
   */
  summary(id: Hex): Promise<ModelSummary>
  /** The same model, opened: on a cold one that takes a time that grows with its artifact, so calls pay before they ask. */
  open(id: Hex): Promise<RunnableModel>
}

/** An admitted model with a session behind it. */
export interface RunnableModel {
  readonly summary: ModelSummary
  readonly backend: BackendName
  /** @see Session.run of models/backends. */
  run(inputs: readonly Tensor[]): Promise<readonly Tensor[]> | readonly Tensor[]
}
