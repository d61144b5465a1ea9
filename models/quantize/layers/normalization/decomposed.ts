import { equalShapes, flagAttribute, intsAttribute, type Node, resolveAxes } from '../../../graph/index.ts'
import type { Tensor } from '../../../tensor/index.ts'
import type { FloatModel } from '../../float/index.ts'

/** Nodes that together divide a value by the root of the mean of its squares, its mean taken off before that or not. */
export interface DecomposedNormalization {
  readonly nodes: readonly Node[]
  readonly input: string
  readonly output: string
  readonly axes: readonly number[]
  readonly centers: boolean
  readonly epsilon: number
}

/** The normalisation that begins at `node` with a mean, or with squares. */
export function readDecomposed(node: Node, model: FloatModel): DecomposedNormalization | undefined {
  if (node.domain !== '') return undefined
  if (node.opType !== 'ReduceMean') return divideByRoot([], [node.inputs[0]!], node, model)
  const input = node.inputs[0]!
  const mean = node.outputs[0]!
  const axes = meanAxes(node, model)
  const centering = model.consumers(mean)
  if (axes === undefined || model.isOutput(mean) || centering.length === 0 || centering.length > 2) return undefined
  if (!centering.every(({ opType, inputs }) => opType === 'Sub' && inputs[0] === input && inputs[1] === mean))
    return undefined
  const centered = centering.map(({ outputs }) => outputs[0]!)
  const square = centered.flatMap(value => model.consumers(value)).find(each => squares(each, model))
  const root = square && divideByRoot([node, ...centering], centered, square, model)
  if (root === undefined || !equalShapes(root.axes, axes)) return undefined
  return { ...root, input, centers: true }
}

/**
 * `x / sqrt(mean(x^2) + eps)` from its squares on.
 * @param values names of x, of which nothing but these nodes reads any where `before` holds the nodes that make it.
 */
function divideByRoot(
  before: readonly Node[],
  values: readonly string[],
  square: Node,
  model: FloatModel,
): DecomposedNormalization | undefined {
  if (!squares(square, model) || !values.includes(square.inputs[0]!)) return undefined
  const nodes = [...before, square]
  const next = (opType: string): Node | undefined => {
    const following = model.soleConsumer(nodes.at(-1)!.outputs[0]!)
    if (following?.domain !== '' || following.opType !== opType) return undefined
    nodes.push(following)
    return following
  }
  const mean = next('ReduceMean')
  const axes = mean && meanAxes(mean, model)
  if (axes === undefined) return undefined
  const add = next('Add')
  const epsilon = add === undefined ? 0 : otherScalar(add, nodes.at(-2)!.outputs[0]!, model)
  const root = next('Sqrt') ?? next('Pow')
  if (epsilon === undefined || root === undefined) return undefined
  if (root.opType === 'Pow' && scalar(root.inputs[1]!, model) !== -0.5) return undefined
  const rooted = root.outputs[0]!
  const reciprocal = next('Reciprocal') ?? nextQuotientOfOne(nodes, model)
  const divides = root.opType === 'Sqrt' && reciprocal === undefined
  const divisor = reciprocal?.outputs[0] ?? rooted
  const last = model.soleConsumer(divisor)
  if (last?.domain !== '' || last.opType !== (divides ? 'Div' : 'Mul')) return undefined
  const value = last.inputs.find(input => input !== divisor)
  if (value === undefined || !values.includes(value) || (divides && last.inputs[0] !== value)) return undefined
  nodes.push(last)
  if (before.length > 0 && !isClosed(nodes, last, model)) return undefined
  return { nodes, input: value, output: last.outputs[0]!, axes, centers: false, epsilon }
}

function nextQuotientOfOne(nodes: Node[], model: FloatModel): Node | undefined {
  const root = nodes.at(-1)!.outputs[0]!
  const following = model.soleConsumer(root)
  if (following?.opType !== 'Div' || following.inputs[1] !== root || scalar(following.inputs[0]!, model) !== 1)
    return undefined
  nodes.push(following)
  return following
}

function squares({ opType, domain, inputs }: Node, model: FloatModel): boolean {
  if (domain !== '') return false
  if (opType === 'Mul') return inputs[0] === inputs[1]
  return opType === 'Pow' && scalar(inputs[1]!, model) === 2
}

/** The axes of a mean that keeps them; undefined where it doesn't. */
function meanAxes(node: Node, model: FloatModel): readonly number[] | undefined {
  const rank = model.types.get(node.inputs[0]!)?.shape.length
  const [, named = ''] = node.inputs
  const axes = named === '' ? intsAttribute(node, 'axes', undefined) : integersOf(model.constant(named))
  if (rank === undefined || axes === undefined || !flagAttribute(node, 'keepdims', true)) return undefined
  return [...resolveAxes(axes, rank)].sort((a, b) => a - b)
}

function integersOf(constant: Tensor | undefined): readonly number[] | undefined {
  return constant && Array.from(constant.data as BigInt64Array, Number)
}

function scalar(value: string, model: FloatModel): number | undefined {
  const constant = model.constant(value)
  return constant?.data.length === 1 ? Number(constant.data[0]) : undefined
}

function otherScalar({ inputs }: Node, value: string, model: FloatModel): number | undefined {
  return scalar(inputs[inputs[0] === value ? 1 : 0]!, model)
}

function isClosed(nodes: readonly Node[], last: Node, model: FloatModel): boolean {
  const own = new Set(nodes)
  return nodes.every(
    node =>
      node === last ||
      node.outputs.every(value => !model.isOutput(value) && model.consumers(value).every(reader => own.has(reader))),
  )
}
