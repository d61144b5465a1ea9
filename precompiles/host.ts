import type { BackendName, ModelSummary, Tensor } from '../models/index.ts'
import type { Gas, Hex, Wei } from '../primitives/index.ts'

/** One message call to a native precompile, bound to its own call frame. */
export interface Message {
  readonly kind: 'call' | 'staticcall' | 'delegatecall' | 'callcode'
  readonly caller: Hex
  readonly value: Wei
  readonly data: Uint8Array
  readonly gasLimit: Gas
  /** Call depth, 0 for a top-level transaction. */
  readonly depth: number
}

/** What a precompile asks of the chain that hosts it. Any throw is a fault of the node and aborts the block. */
export interface PrecompileHost {
  /**
   * 32 bytes of storage at ModelRegistry's address, from the state of the call, uncommitted writes of the same transaction
   * included. Zeros where nothing was written.
   */
  readRegistrySlot(slot: Uint8Array): Promise<Uint8Array>
  /**
   * A model that the state says is admitted. A node that doesn't have it throws: it never becomes a result.
   * @param id keccak256 of the artifact, as 0x-hex.
   */
  model(id: Hex): Promise<RunnableModel>
}

/** An admitted model with a session behind it. */
export interface RunnableModel {
  readonly summary: ModelSummary
  readonly backend: BackendName
  /** @see Session.run of models/backends. */
  run(inputs: readonly Tensor[]): Promise<readonly Tensor[]> | readonly Tensor[]
}
