import type { NodeSite } from '../graph/index.ts'
import type { Tensor, TensorType } from '../tensor/index.ts'

/** One execution of a node: its inputs are the tensors themselves, an omitted optional one undefined. */
export interface KernelCall extends NodeSite {
  readonly types: readonly (Tensor | undefined)[]
  readonly constants: readonly (Tensor | undefined)[]
  readonly inputs: readonly (Tensor | undefined)[]
  /** Types of the outputs, as inferred. */
  readonly outputs: readonly TensorType[]
  /**
   * What `make` makes of some inputs: once for all runs where they are constants of the graph. A kernel asks for one such
   * thing.
   */
  prepared<Made>(inputs: readonly number[], make: () => Made): Made
}

/** Computes a node's outputs in new tensors, which may share an input's elements where only the shape changes. */
export type Kernel = (call: KernelCall) => readonly Tensor[]
