import { equalShapes, inferMatrixProduct, type Node } from '../../graph/index.ts'
import { groupColumns, productExits, requantizationMultiplier, storedZeroPoint } from '../../kernels/index.ts'
import { elementCount, type Tensor } from '../../tensor/index.ts'
import type { GraphView } from './graph-view.ts'
import { constantAt, kernelOperation, type Operation, scratch, valueAt } from './operation.ts'
import { exitBytes, followProduct, type ProductEnd } from './product-exit.ts'

/** The kernel of a MatMulInteger or QLinearMatMul, with what follows it; undefined where none fits. */
export function planMatrixProduct(node: Node, view: GraphView): Operation | undefined {
  const channelAxis = view.type(node.outputs[0]!).shape.length - 1
  if (node.opType === 'MatMulInteger') {
    const [a, b, aZero, bZero] = node.inputs
    return channelAxis < 0 ? undefined : choose(view, a!, aZero, b!, bZero, followProduct(view, node, channelAxis))
  }
  const [a, aScale, aZero, b, bScale, bZero, yScale, yZero] = node.inputs
  const scales = view.constant(bScale)?.data
  const [inputScale, outputScale, outputZeroPoint] = [view.scalar(aScale), view.scalar(yScale), view.scalar(yZero)]
  if (!scales || inputScale === undefined || outputScale === undefined || outputZeroPoint === undefined)
    return undefined
  const n = view.type(b!).shape.at(-1)!
  const multipliers = Float32Array.from({ length: n }, (_, column) =>
    requantizationMultiplier(inputScale, Number(scales[scales.length === 1 ? 0 : column]), outputScale),
  )
  return choose(view, a!, aZero, b!, bZero, {
    exit: 'codes',
    output: node.outputs[0]!,
    biases: new Int32Array(n),
    multipliers,
    outputZeroPoint,
  })
}

function choose(
  view: GraphView,
  a: string,
  aZero: string | undefined,
  b: string,
  bZero: string | undefined,
  end: ProductEnd,
): Operation | undefined {
  const zeroPoint = aZero ? view.scalar(aZero) : 0
  const bZeroPoint = bZero ? view.scalar(bZero) : 0
  if (zeroPoint === undefined || bZeroPoint === undefined || view.constant(a)) return undefined
  const weights = view.constant(b)
  if (!weights) return stacked(view, a, zeroPoint, b, bZeroPoint, end)
  return weights.shape.length === 2 && bZeroPoint === storedZeroPoint
    ? linear(view, a, zeroPoint, weights, end)
    : undefined
}

function linear(view: GraphView, a: string, zeroPoint: number, weights: Tensor, end: ProductEnd): Operation {
  const { shape } = view.type(a)
  const [k, n] = weights.shape as [number, number]
  const m = elementCount(shape) / k
  const padded = Math.ceil(n / 8) * 8
  const biases = new Int32Array(padded)
  const multipliers = new Float32Array(padded)
  biases.set(end.biases)
  multipliers.set(end.multipliers)
  return kernelOperation('linear', end.output, {
    input: valueAt(a),
    output: valueAt(end.output),
    weights: constantAt(groupColumns(weights.data as Uint8Array, k, n)),
    biases: constantAt(biases),
    multipliers: constantAt(multipliers),
    rows: scratch(m * Math.ceil(k / 2) * 4),
    accumulators: scratch(4 * 128),
    exit: productExits[end.exit],
    outputSize: exitBytes(end.exit),
    zeroPoint,
    outputZeroPoint: end.outputZeroPoint,
    m,
    k,
    n,
  })
}

/** A product of two computed stacks of matrices, of as many matrices each, or one for all. */
function stacked(
  view: GraphView,
  a: string,
  zeroPoint: number,
  b: string,
  bZeroPoint: number,
  end: ProductEnd,
): Operation | undefined {
  const [aShape, bShape] = [view.type(a).shape, view.type(b).shape]
  if (
    aShape.length < 2 ||
    bShape.length < 2 ||
    new Set(end.multipliers).size > 1 ||
    end.biases.some(bias => bias !== 0)
  )
    return undefined
  const { m, k, n } = inferMatrixProduct(aShape, bShape)
  const [aStack, bStack] = [aShape.slice(0, -2), bShape.slice(0, -2)]
  const batch = Math.max(elementCount(aStack), elementCount(bStack))
  const fits = (stack: readonly number[]) =>
    elementCount(stack) === 1 || equalShapes(stack, aStack.length > bStack.length ? aStack : bStack)
  if (!fits(aStack) || !fits(bStack)) return undefined
  const [pairs, blocks] = [Math.ceil(k / 2), Math.ceil(n / 8)]
  return kernelOperation('matMul', end.output, {
    a: valueAt(a),
    b: valueAt(b),
    output: valueAt(end.output),
    rows: scratch((m + 3) * pairs * 4),
    columns: scratch(pairs * blocks * 32),
    lines: scratch(blocks * 32),
    accumulators: scratch(blocks * 32 * 4),
    exit: productExits[end.exit],
    outputSize: exitBytes(end.exit),
    aZeroPoint: zeroPoint,
    bZeroPoint,
    outputZeroPoint: end.outputZeroPoint,
    multiplier: end.multipliers[0]!,
    batch,
    aStep: elementCount(aStack) === 1 ? 0 : m * k,
    bStep: elementCount(bStack) === 1 ? 0 : k * n,
    m,
    k,
    n,
  })
}
