import { equalShapes, type Node } from '../../../graph/index.ts'
import type { FloatModel } from '../../float/index.ts'
import { boundsOf, holdsZero } from '../clip-bounds.ts'
import { isReal } from '../real-values.ts'

/** Nodes that together compute a function of each element of one value. */
export interface UnarySubgraph {
  /** In topological order; the last one computes the result, and nothing else reads what the others compute. */
  readonly nodes: readonly Node[]
  readonly input: string
  readonly output: string
}

/** Operators of several operands that broadcast; with constants of one element they are functions of the other operand. */
const broadcastingOperators: ReadonlySet<string> = new Set([
  'Add',
  'And',
  'Clip',
  'Div',
  'Equal',
  'Greater',
  'GreaterOrEqual',
  'Less',
  'LessOrEqual',
  'Max',
  'Mean',
  'Min',
  'Mod',
  'Mul',
  'Not',
  'Or',
  'PRelu',
  'Pow',
  'Relu',
  'Round',
  'Sub',
  'Sum',
  'Where',
  'Xor',
])

/** Operators that other layers compute where they stand alone. */
const plainOperators: ReadonlySet<string> = new Set(['Add', 'Clip', 'Div', 'Mul', 'Relu', 'Sub'])

/**
 * The greatest subgraph of elementwise nodes from `start` on that computes a function of one value: an activation, however
 * many nodes it has. Undefined where `start` begins none, or is one node that another layer computes.
 * @param functions operators of one operand.
 */
export function findUnarySubgraph(
  start: Node,
  model: FloatModel,
  functions: ReadonlySet<string>,
): UnarySubgraph | undefined {
  if (!isElementwise(start, functions)) return undefined
  const input = start.inputs.find(name => name !== '' && model.constant(name) === undefined)
  const type = input === undefined ? undefined : model.types.get(input)
  if (input === undefined || type?.elementType !== 'float32' || isReal(start.outputs[0]!, model)) return undefined

  const reached = new Map<string, ReadonlySet<Node>>([[input, new Set()]])
  const extend = (node: Node): void => {
    const [output] = node.outputs as [string]
    if (!isElementwise(node, functions) || !equalShapes(model.types.get(output)?.shape ?? [-1], type.shape)) return
    const before = node.inputs.map(name => (name === '' || isScalar(name, model) ? none : reached.get(name)))
    if (before.every(nodes => nodes !== undefined))
      reached.set(output, new Set([...before.flatMap(set => [...set]), node]))
  }
  const { nodes } = model.graph
  for (const node of nodes.slice(nodes.indexOf(start))) if (node.inputs.some(name => reached.has(name))) extend(node)

  let largest = none
  for (const candidate of reached.values())
    if (candidate.has(start) && candidate.size > largest.size && isClosed(candidate, model)) largest = candidate
  if (largest.size === 0 || (largest.size === 1 && isPlain(start, model))) return undefined
  return { nodes: nodes.filter(node => largest.has(node)), input, output: [...largest].at(-1)!.outputs[0]! }
}

const none: ReadonlySet<Node> = new Set()

function isElementwise({ domain, opType, outputs }: Node, functions: ReadonlySet<string>): boolean {
  return domain === '' && outputs.length === 1 && (functions.has(opType) || broadcastingOperators.has(opType))
}

function isScalar(name: string, model: FloatModel): boolean {
  return model.constant(name)?.data.length === 1
}

/** Whether only the last node's result is read outside. */
function isClosed(nodes: ReadonlySet<Node>, model: FloatModel): boolean {
  const inner = [...nodes].slice(0, -1).map(({ outputs }) => outputs[0]!)
  return inner.every(
    value => !model.isOutput(value) && !model.isCoded(value) && model.consumers(value).every(node => nodes.has(node)),
  )
}

function isPlain(node: Node, model: FloatModel): boolean {
  if (!plainOperators.has(node.opType)) return false
  if (node.opType === 'Clip') return holdsZero(boundsOf(node, model))
  return node.opType !== 'Div' || model.constant(node.inputs[1]!) !== undefined
}
