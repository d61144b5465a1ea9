import type { Tensor } from '../tensor/index.ts'
import type { Graph, Node } from './graph.ts'
import { neutralInput } from './neutral-operation.ts'

/** What made a value, past the nodes that optimisers remove or swap with their neighbours. */
export type Origin =
  | 'dequantized'
  /** A result of an operand that is dequantized. */
  | 'from-dequantized'
  | 'integer-product'
  /** An integer product, or what is added to one. */
  | 'integer-sum'
  | 'cast-integer-sum'
  | 'clipped'

const none: ReadonlySet<Origin> = new Set()
const integerProducts: ReadonlySet<string> = new Set(['MatMulInteger', 'ConvInteger'])

/** The origins of each computed value. One that joins several has those of each. */
export function valueOrigins(
  graph: Graph,
  constants: ReadonlyMap<string, Tensor>,
): ReadonlyMap<string, ReadonlySet<Origin>> {
  const known = new Map<string, ReadonlySet<Origin>>()
  const originsOf = (value: string): ReadonlySet<Origin> => known.get(value) ?? none
  for (const node of graph.nodes) {
    const passed = passedInputs(node, constants)
    const origins =
      passed.length > 0
        ? passedOrigins(node, unionOf(passed.map(originsOf)))
        : computedOrigins(node, unionOf(node.inputs.map(originsOf)))
    for (const output of node.outputs) known.set(output, origins)
  }
  return known
}

function passedOrigins({ opType }: Node, passed: ReadonlySet<Origin>): ReadonlySet<Origin> {
  return opType === 'Cast' && passed.has('integer-sum') ? new Set([...passed, 'cast-integer-sum']) : passed
}

function computedOrigins({ opType }: Node, operands: ReadonlySet<Origin>): ReadonlySet<Origin> {
  if (opType === 'DequantizeLinear') return new Set(['dequantized'])
  if (integerProducts.has(opType)) return new Set(['integer-product', 'integer-sum'])
  const origins = new Set<Origin>()
  if (opType === 'Clip') origins.add('clipped')
  if (opType === 'Add' && operands.has('integer-product')) origins.add('integer-sum')
  if (operands.has('dequantized')) origins.add('from-dequantized')
  return origins
}

function unionOf(sets: readonly ReadonlySet<Origin>[]): ReadonlySet<Origin> {
  return sets.length === 1 ? sets[0]! : new Set(sets.flatMap(set => [...set]))
}

const movements: ReadonlySet<string> = new Set([
  'Cast',
  'Flatten',
  'Gather',
  'GatherElements',
  'Identity',
  'Reshape',
  'Slice',
  'Squeeze',
  'Transpose',
  'Unsqueeze',
])

/** The inputs whose elements a node passes on as they are, or cast; none where it computes others. */
export function passedInputs(node: Node, constants: ReadonlyMap<string, Tensor>): readonly string[] {
  if (node.opType === 'Concat') return node.inputs
  if (movements.has(node.opType)) return node.inputs.slice(0, 1)
  const passed = neutralInput(node, constants)
  return passed === undefined ? [] : [passed]
}
