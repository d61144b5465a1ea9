import type { ExactGraph, Node } from '../../graph/index.ts'
import type { Tensor, TensorType } from '../../tensor/index.ts'

/** An exact graph with the questions that a plan asks of it. */
export interface GraphView {
  readonly exact: ExactGraph
  type(value: string): TensorType
  constant(value: string | undefined): Tensor | undefined
  /** The only element of a constant; undefined where the value is computed or has more. */
  scalar(value: string | undefined): number | undefined
  producer(value: string | undefined): Node | undefined
  /** The only node that reads `value`, where it is one of these operators and the value is no output of the model. */
  next(value: string, opType: string): Node | undefined
}

export function viewGraph(exact: ExactGraph): GraphView {
  const { graph, types, constants } = exact
  const outputs = new Set(graph.outputs.map(({ name }) => name))
  const producers = new Map<string, Node>()
  const consumers = new Map<string, Node[]>()
  for (const node of graph.nodes) {
    for (const output of node.outputs) producers.set(output, node)
    for (const input of node.inputs) {
      const known = consumers.get(input)
      if (known) known.push(node)
      else consumers.set(input, [node])
    }
  }
  const constant = (value: string | undefined) => (value ? constants.get(value) : undefined)
  return {
    exact,
    type: value => types.get(value)!,
    constant,
    scalar(value) {
      const data = constant(value)?.data
      return data?.length === 1 ? Number(data[0]) : undefined
    },
    producer: value => (value ? producers.get(value) : undefined),
    next(value, opType) {
      const readers = consumers.get(value) ?? []
      const [reader] = readers
      return readers.length === 1 && reader!.opType === opType && reader!.domain === '' && !outputs.has(value)
        ? reader
        : undefined
    },
  }
}
