import type { Graph, Node } from './graph.ts'

/** Nodes beside each other that optimisers turn into other arithmetic. */
export interface FusionRule {
  readonly opType: string
  readonly reason: string
  readonly hint: string
  /** Whether a node of this type breaks the rule, given its neighbours. */
  breaks(node: Node, neighbours: Neighbours): boolean
}

/** The nodes around a value. */
export interface Neighbours {
  /** undefined for inputs of the model and initializers. */
  producer(value: string | undefined): Node | undefined
  consumers(value: string): readonly Node[]
  isConstant(value: string): boolean
}

const arithmetic: ReadonlySet<string> = new Set(['Add', 'Sub', 'Mul', 'Div'])
const integerProducts: ReadonlySet<string> = new Set(['MatMulInteger', 'ConvInteger'])

/** Measured on onnxruntime 1.30: a test saves its optimised graphs of random models in the profile. */
export const fusionRules: readonly FusionRule[] = [
  {
    opType: 'Mul',
    reason: 'it scales an integer product by a computed value, which optimisers fuse into another multiplication',
    hint: 'Multiply the scales beforehand and store them as a constant.',
    breaks: ({ inputs }, { producer, isConstant }) =>
      !inputs.some(isConstant) &&
      inputs.some(input => {
        const cast = producer(input)
        return cast?.opType === 'Cast' && isIntegerProduct(producer(cast.inputs[0]), producer)
      }),
  },
  {
    opType: 'DequantizeLinear',
    reason: 'an operator that is not arithmetic consumes it, and optimisers fuse the pair',
    hint: 'Move, pool and compare codes, and dequantize after that.',
    breaks: ({ outputs }, { consumers }) => consumers(outputs[0]!).some(({ opType }) => !arithmetic.has(opType)),
  },
  {
    opType: 'QuantizeLinear',
    reason: 'it quantizes what was computed from dequantized codes, and optimisers fuse the three',
    hint: 'Divide by the scale with a Div, and quantize with scale 1.',
    breaks: ({ inputs }, { producer }) =>
      producer(inputs[0])?.inputs.some(input => producer(input)?.opType === 'DequantizeLinear') ?? false,
  },
  {
    opType: 'QuantizeLinear',
    reason: 'it quantizes a clipped value, and optimisers drop the clip',
    hint: 'Clip the codes.',
    breaks: ({ inputs }, { producer }) => producer(inputs[0])?.opType === 'Clip',
  },
]

/** Every pair of a node and a rule that it breaks. */
export function brokenFusionRules(graph: Graph): readonly { readonly node: Node; readonly rule: FusionRule }[] {
  const producers = new Map<string, Node>()
  const consumers = new Map<string, Node[]>()
  for (const node of graph.nodes) {
    for (const output of node.outputs) producers.set(output, node)
    for (const input of new Set(node.inputs)) {
      const known = consumers.get(input)
      if (known) known.push(node)
      else consumers.set(input, [node])
    }
  }
  const neighbours: Neighbours = {
    producer: value => (value === undefined ? undefined : producers.get(value)),
    consumers: value => consumers.get(value) ?? [],
    isConstant: value => graph.initializers.has(value),
  }
  return graph.nodes.flatMap(node =>
    fusionRules
      .filter(rule => rule.opType === node.opType && rule.breaks(node, neighbours))
      .map(rule => ({ node, rule })),
  )
}

function isIntegerProduct(node: Node | undefined, producer: Neighbours['producer']): boolean {
  if (node === undefined) return false
  if (node.opType === 'Add') return node.inputs.some(input => integerProducts.has(producer(input)?.opType ?? ''))
  return integerProducts.has(node.opType)
}
