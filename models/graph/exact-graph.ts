import type { Tensor, TensorType } from '../tensor/index.ts'
import type { Graph } from './graph.ts'
import type { Range } from './range.ts'

/** A graph in the exact profile, with what was proven of it; maps are by value name. */
export interface ExactGraph {
  readonly graph: Graph
  readonly types: ReadonlyMap<string, TensorType>
  /** Values that the file holds. */
  readonly constants: ReadonlyMap<string, Tensor>
  /** Bounds of every value's elements, for every finite input. */
  readonly ranges: ReadonlyMap<string, Range>
}
