import type { Graph, Node } from '../../graph/index.ts'
import { evaluate } from '../../kernels/index.ts'
import type { Tensor } from '../../tensor/index.ts'

/** `graph` without the nodes that do nothing at inference and those whose result the file alone decides. */
export function simplify(graph: Graph): Graph {
  const initializers = new Map(graph.initializers)
  const aliases = new Map<string, string>()
  const outputs = new Set(graph.outputs.map(({ name }) => name))
  const nodes: Node[] = []
  for (const original of graph.nodes) {
    const node = { ...original, inputs: original.inputs.map(input => aliases.get(input) ?? input) }
    const [output] = node.outputs
    if (output === undefined || outputs.has(output)) nodes.push(node)
    else if (doesNothing(node, graph)) aliases.set(output, node.inputs[0]!)
    else {
      const folded = foldConstant(node, graph, initializers)
      if (folded) initializers.set(output, folded)
      else nodes.push(node)
    }
  }
  return { ...graph, nodes, initializers: readOnly(initializers, nodes, outputs) }
}

function doesNothing({ opType, domain, outputs }: Node, graph: Graph): boolean {
  if (domain !== '') return false
  if (opType === 'Identity') return true
  if (opType !== 'Dropout') return false
  const [, mask = ''] = outputs
  return mask === '' || !graph.nodes.some(({ inputs }) => inputs.includes(mask))
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
