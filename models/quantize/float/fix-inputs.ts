import type { Graph } from '../../graph/index.ts'
import type { Tensor } from '../../tensor/index.ts'

/** A graph of which some inputs are constants: axes, shapes and bounds that a file takes as inputs, and a fixed graph knows. */
export function fixInputs(graph: Graph, fixed: ReadonlyMap<string, Tensor>): Graph {
  const known = graph.inputs.filter(({ name }) => fixed.has(name))
  if (known.length === 0) return graph
  return {
    ...graph,
    inputs: graph.inputs.filter(({ name }) => !fixed.has(name)),
    initializers: new Map([...graph.initializers, ...known.map(({ name }) => [name, fixed.get(name)!] as const)]),
  }
}
