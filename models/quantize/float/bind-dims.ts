import type { Graph, ValueDeclaration } from '../../graph/index.ts'

/** A size that a file leaves open, as it was fixed. */
export interface BoundDim {
  /** Its name in the file; '' where it has none. */
  readonly name: string
  readonly size: number
  /** Whether nobody gave the size, and it is a batch, of 1. */
  readonly assumed: boolean
}

/** A graph whose inputs' sizes are numbers, as far as they could be fixed. */
export interface BoundGraph {
  readonly graph: Graph
  readonly dims: readonly BoundDim[]
}

/**
 * Fixes the sizes that a graph's inputs leave open: those that `sizes` names, and the first axis of an input, which counts the
 * batch, as 1.
 */
export function bindDims(graph: Graph, sizes: Readonly<Record<string, number>>): BoundGraph {
  const batches = new Set(graph.inputs.flatMap(({ dims }) => dims?.slice(0, 1) ?? []))
  const bound = new Map<string, BoundDim>()
  const bind = (dim: number | string, axis: number): number | string => {
    if (typeof dim === 'number') return dim
    const given = Object.hasOwn(sizes, dim) ? sizes[dim] : undefined
    const isBatch = dim === '' ? axis === 0 : batches.has(dim)
    if (given === undefined && !isBatch) return dim
    const size = given ?? 1
    bound.set(dim, { name: dim, size, assumed: given === undefined })
    return size
  }
  const inputs = graph.inputs.map((input): ValueDeclaration => ({ ...input, dims: input.dims?.map(bind) }))
  return { graph: { ...graph, inputs }, dims: [...bound.values()] }
}
