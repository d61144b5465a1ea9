import type { Graph, Node } from '../../graph/index.ts'
import type { Tensor, TensorType } from '../../tensor/index.ts'
import type { Codings, WeightCoding } from '../lift/index.ts'

/** A float graph with the questions that layers ask of it. */
export interface FloatModel {
  readonly graph: Graph
  readonly types: ReadonlyMap<string, TensorType>
  /** Version of the standard operator set. */
  readonly opset: number
  constant(value: string): Tensor | undefined
  /** The node that computes `value`; undefined for inputs and constants. */
  producer(value: string): Node | undefined
  /** The nodes that read `value`, once per reading input. */
  consumers(value: string): readonly Node[]
  isOutput(value: string): boolean
  /** Whether the file says how the value is coded. */
  isCoded(value: string): boolean
  /** How the file codes constant weights. */
  weightCoding(value: string): WeightCoding | undefined
  /** The node that alone reads `value`, where the value is no output of the model, and no coding of it is prescribed. */
  soleConsumer(value: string): Node | undefined
}

/**
 * A view of `graph`, whose values have `types`.
 * @param codings what a quantized file prescribes.
 */
export function viewFloatModel(
  graph: Graph,
  types: ReadonlyMap<string, TensorType>,
  codings: Codings = { values: new Map(), weights: new Map() },
): FloatModel {
  const consumers = consumersByValue(graph)
  const producers = new Map(graph.nodes.flatMap(node => node.outputs.map(output => [output, node] as const)))
  const outputs = new Set(graph.outputs.map(({ name }) => name))
  return {
    graph,
    types,
    opset: graph.opsets.get('') ?? 1,
    constant: value => graph.initializers.get(value),
    producer: value => producers.get(value),
    consumers: value => consumers.get(value) ?? [],
    isOutput: value => outputs.has(value),
    isCoded: value => codings.values.has(value),
    weightCoding: value => codings.weights.get(value),
    soleConsumer: value => {
      const nodes = consumers.get(value) ?? []
      return nodes.length === 1 && !outputs.has(value) && !codings.values.has(value) ? nodes[0] : undefined
    },
  }
}

/** The nodes that read each value, once per reading input. */
export function consumersByValue(graph: Graph): ReadonlyMap<string, readonly Node[]> {
  const consumers = new Map<string, Node[]>()
  for (const node of graph.nodes)
    for (const input of node.inputs) consumers.set(input, [...(consumers.get(input) ?? []), node])
  return consumers
}
