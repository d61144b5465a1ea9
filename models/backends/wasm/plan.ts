import { type ExactGraph, type Node, qualifiedOpType } from '../../graph/index.ts'
import { planConvolution } from './convolutions.ts'
import { planClamp, planDequantize, planLookup, planMaxPool, planQuantize } from './elementwise.ts'
import { type GraphView, viewGraph } from './graph-view.ts'
import { planMatrixProduct } from './matrix-products.ts'
import { planConcat } from './movement.ts'
import type { Operation } from './operation.ts'

/** What a session does, in order, and which values are others under another shape. */
export interface Plan {
  readonly operations: readonly Operation[]
  /** The value whose bytes a value shares: itself, or what it is a reshape of. */
  rootOf(value: string): string
}

type Planner = (node: Node, view: GraphView) => Operation | undefined

const planners: ReadonlyMap<string, Planner> = new Map([
  ['Clip', planClamp],
  ['Concat', planConcat],
  ['ConvInteger', planConvolution],
  ['DequantizeLinear', planDequantize],
  ['GatherElements', planLookup],
  ['MatMulInteger', planMatrixProduct],
  ['Max', planClamp],
  ['MaxPool', planMaxPool],
  ['Min', planClamp],
  ['QLinearConv', planConvolution],
  ['QLinearMatMul', planMatrixProduct],
  ['QuantizeLinear', planQuantize],
])

/** Nodes whose output is their first input, under another shape. */
const reshapes: ReadonlySet<string> = new Set(['Flatten', 'Identity', 'Reshape', 'Squeeze', 'Unsqueeze'])

/**
 * Chooses a kernel for each node, or for several that one kernel does together; what no kernel does, the reference does. Nodes
 * whose results nothing else needs are left out.
 */
export function planGraph(exact: ExactGraph): Plan {
  const view = viewGraph(exact)
  const { graph } = exact
  const roots = new Map<string, string>()
  const rootOf = (value: string): string => roots.get(value) ?? value
  for (const node of graph.nodes) if (isReshape(node, view)) roots.set(node.outputs[0]!, rootOf(node.inputs[0]!))

  const byOutput = new Map<string, Operation>()
  for (const node of graph.nodes) {
    if (isReshape(node, view) || byOutput.has(node.outputs[0]!)) continue
    const planned = planners.get(qualifiedOpType(node))?.(node, view)
    if (planned) byOutput.set(planned.outputs[0]!, planned)
  }
  const needed = new Set(graph.outputs.map(({ name }) => rootOf(name)))
  const operations: Operation[] = []
  for (const node of graph.nodes.toReversed()) {
    if (isReshape(node, view) || !node.outputs.some(output => needed.has(output))) continue
    const operation = byOutput.get(node.outputs[0]!) ?? referenceOperation(node, view)
    for (const input of operation.inputs) needed.add(rootOf(input))
    operations.unshift(operation)
  }
  return { operations, rootOf }
}

function isReshape({ opType, domain, inputs }: Node, view: GraphView): boolean {
  return domain === '' && reshapes.has(opType) && !view.constant(inputs[0])
}

function referenceOperation(node: Node, view: GraphView): Operation {
  const inputs = [...new Set(node.inputs.filter(input => input !== '' && !view.constant(input)))]
  return { kind: 'node', node, inputs, outputs: node.outputs }
}
