import type { Graph } from '../../graph/index.ts'
import { consumersByValue } from './float-model.ts'

/** Operators that only move elements or choose the greatest among them: a monotone function commutes with them. */
const commuting: ReadonlySet<string> = new Set([
  'Flatten',
  'MaxPool',
  'Reshape',
  'Slice',
  'Squeeze',
  'Transpose',
  'Unsqueeze',
])

/**
 * `graph` with every Relu moved before the pools and reshapes that it follows, so that it comes right after the layer
 * that it ends. The model's values stay the same to the bit.
 */
export function hoistRelus(graph: Graph): Graph {
  const nodes = [...graph.nodes]
  const consumers = consumersByValue(graph)
  const modelOutputs = new Set(graph.outputs.map(({ name }) => name))
  const indexByOutput = new Map(nodes.flatMap(({ outputs }, index) => outputs.map(output => [output, index] as const)))

  function swapWithProducer(reluAt: number): number | undefined {
    const relu = nodes[reluAt]!
    const value = relu.inputs[0]!
    const movedAt = indexByOutput.get(value)
    if (movedAt === undefined || consumers.get(value)?.length !== 1 || modelOutputs.has(value)) return undefined
    const moved = nodes[movedAt]!
    if (moved.domain !== '' || !commuting.has(moved.opType) || moved.outputs.length !== 1) return undefined
    nodes[movedAt] = { ...relu, inputs: [moved.inputs[0]!], outputs: [value] }
    nodes[reluAt] = { ...moved, inputs: [value, ...moved.inputs.slice(1)], outputs: relu.outputs }
    return movedAt
  }

  nodes.forEach(({ opType, domain }, at) => {
    if (opType !== 'Relu' || domain !== '') return
    for (let reluAt: number | undefined = at; reluAt !== undefined; ) reluAt = swapWithProducer(reluAt)
  })
  return { ...graph, nodes }
}
