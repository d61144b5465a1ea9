import type { Tensor } from '../tensor/index.ts'
import type { Graph, Node } from './graph.ts'
import { type Origin, passedInputs, valueOrigins } from './value-origins.ts'

/** Nodes beside each other that optimisers turn into other arithmetic. */
export interface FusionRule {
  readonly opType: string
  readonly reason: string
  readonly hint: string
  /** Whether a node of this type breaks the rule, given its neighbours. */
  breaks(node: Node, neighbours: Neighbours): boolean
}

/** What lies around a node. */
export interface Neighbours {
  consumers(value: string): readonly Node[]
  isConstant(value: string): boolean
  /** Whether the value, or a part of it, has this origin. */
  hasOrigin(value: string, origin: Origin): boolean
  /** Whether the node leaves its elements as they are. */
  passesOn(node: Node): boolean
}

const arithmetic: ReadonlySet<string> = new Set(['Add', 'Sub', 'Mul', 'Div'])

/** Measured on onnxruntime 1.30: a test saves its optimised graphs of random models in the profile. */
export const fusionRules: readonly FusionRule[] = [
  {
    opType: 'Mul',
    reason: 'it scales an integer product by a computed value, which optimisers fuse into another multiplication',
    hint: 'Multiply the scales beforehand and store them as a constant.',
    breaks: ({ inputs }, { hasOrigin, isConstant }) =>
      !inputs.some(isConstant) && inputs.some(input => hasOrigin(input, 'cast-integer-sum')),
  },
  {
    opType: 'DequantizeLinear',
    reason: 'an operator that is not arithmetic, or changes nothing, consumes it, and optimisers fuse the pair',
    hint: 'Move, pool and compare codes, and dequantize after that.',
    breaks: ({ outputs }, { consumers, passesOn }) =>
      consumers(outputs[0]!).some(consumer => !arithmetic.has(consumer.opType) || passesOn(consumer)),
  },
  {
    opType: 'QuantizeLinear',
    reason: 'it quantizes what was computed from dequantized codes, and optimisers fuse the three',
    hint: 'Divide by the scale with a Div, and quantize with scale 1; where the scale is 1, divide by 0.5 and quantize with 2.',
    breaks: ({ inputs }, { hasOrigin }) => hasOrigin(inputs[0]!, 'from-dequantized'),
  },
  {
    opType: 'QuantizeLinear',
    reason: 'it quantizes a clipped value, and optimisers drop the clip',
    hint: 'Clip the codes.',
    breaks: ({ inputs }, { hasOrigin }) => hasOrigin(inputs[0]!, 'clipped'),
  },
]

/**
 * Every pair of a node and a rule that it breaks.
 * @param constants values that the file holds.
 */
export function brokenFusionRules(
  graph: Graph,
  constants: ReadonlyMap<string, Tensor>,
): readonly { readonly node: Node; readonly rule: FusionRule }[] {
  const consumers = new Map<string, Node[]>()
  for (const node of graph.nodes)
    for (const input of new Set(node.inputs)) {
      const known = consumers.get(input)
      if (known) known.push(node)
      else consumers.set(input, [node])
    }
  const origins = valueOrigins(graph, constants)
  const neighbours: Neighbours = {
    consumers: value => consumers.get(value) ?? [],
    isConstant: value => constants.has(value),
    hasOrigin: (value, origin) => origins.get(value)?.has(origin) ?? false,
    passesOn: node => passedInputs(node, constants).length > 0,
  }
  return graph.nodes.flatMap(node =>
    fusionRules
      .filter(rule => rule.opType === node.opType && rule.breaks(node, neighbours))
      .map(rule => ({ node, rule })),
  )
}
