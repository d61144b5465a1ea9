import { checkTypes, equalShapes, type Graph, type Node, neutralInput, type TypedGraph } from '../../graph/index.ts'
import { evaluate } from '../../kernels/index.ts'
import type { Tensor } from '../../tensor/index.ts'

/** `graph` without the nodes that do nothing at inference and those whose result the file alone decides. */
export function simplify(graph: Graph): Graph {
  const initializers = new Map(graph.initializers)
  const aliases = new Map<string, string>()
  const { types } = checkTypes(graph)
  const outputs = new Set(graph.outputs.map(({ name }) => name))
  const nodes: Node[] = []
  for (const original of graph.nodes) {
    const node = { ...original, inputs: original.inputs.map(input => aliases.get(input) ?? input) }
    const [output] = node.outputs
    const same = idleInput(node, graph, types, initializers)
    if (output === undefined) nodes.push(node)
    else if (outputs.has(output)) nodes.push(same === undefined ? node : identity(same, output))
    else if (same !== undefined) aliases.set(output, same)
    else {
      const folded = foldConstant(node, graph, initializers)
      if (folded) initializers.set(output, folded)
      else nodes.push(node)
    }
  }
  return { ...graph, nodes, initializers: readOnly(initializers, nodes, outputs) }
}

function identity(input: string, output: string): Node {
  return { name: '', opType: 'Identity', domain: '', inputs: [input], outputs: [output], attributes: new Map() }
}

/** The input that a node gives as it is; undefined where the node does something. */
function idleInput(
  node: Node,
  graph: Graph,
  types: TypedGraph['types'],
  constants: ReadonlyMap<string, Tensor>,
): string | undefined {
  if (node.domain !== '') return undefined
  if (node.opType === 'Identity' || isIdleDropout(node, graph, constants) || isIdleCast(node, types))
    return node.inputs[0]
  const passed = neutralInput(node, constants)
  const [from, to] = [types.get(passed ?? ''), types.get(node.outputs[0] ?? '')]
  return from && to && from.elementType === to.elementType && equalShapes(from.shape, to.shape) ? passed : undefined
}

function isIdleCast({ opType, inputs, outputs }: Node, types: TypedGraph['types']): boolean {
  const [from, to] = [types.get(inputs[0] ?? ''), types.get(outputs[0] ?? '')]
  return opType === 'Cast' && from !== undefined && from.elementType === to?.elementType
}

function isIdleDropout(
  { opType, inputs, outputs }: Node,
  graph: Graph,
  constants: ReadonlyMap<string, Tensor>,
): boolean {
  if (opType !== 'Dropout') return false
  const [, , training = ''] = inputs
  const [, mask = ''] = outputs
  const trains = training !== '' && constants.get(training)?.data[0] !== 0
  return !trains && (mask === '' || !graph.nodes.some(node => node.inputs.includes(mask)))
}

const foldable: ReadonlySet<string> = new Set([
  'Add',
  'Cast',
  'Concat',
  'Constant',
  'Div',
  'Mul',
  'Reshape',
  'Squeeze',
  'Sub',
  'Transpose',
  'Unsqueeze',
])

/** Undefined where an input is computed, or the node is one that can't be typed: that is said when layers are read. */
function foldConstant(node: Node, graph: Graph, initializers: ReadonlyMap<string, Tensor>): Tensor | undefined {
  const named = node.inputs.filter(input => input !== '')
  if (node.domain !== '' || !foldable.has(node.opType) || !named.every(input => initializers.has(input))) return
  const alone: Graph = {
    ...graph,
    inputs: [],
    outputs: [],
    initializers: new Map(named.map(input => [input, initializers.get(input)!])),
    nodes: [node],
  }
  if (checkTypes(alone).faults.length > 0) return undefined
  return evaluate(alone, new Map(), { keep: node.outputs }).get(node.outputs[0]!)
}

function readOnly(
  initializers: ReadonlyMap<string, Tensor>,
  nodes: readonly Node[],
  outputs: ReadonlySet<string>,
): ReadonlyMap<string, Tensor> {
  const read = new Set([...outputs, ...nodes.flatMap(({ inputs }) => inputs)])
  return new Map([...initializers].filter(([name]) => read.has(name)))
}
