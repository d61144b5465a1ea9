import { equalShapes, type Node } from '../../graph/index.ts'
import type { ProductExit } from '../../kernels/index.ts'
import { elementCount, type Tensor } from '../../tensor/index.ts'
import type { GraphView } from './graph-view.ts'

/** What becomes of a product's accumulators, and under which name: the nodes after it that its kernel can do as well. */
export interface ProductEnd {
  readonly exit: ProductExit
  readonly output: string
  readonly biases: Int32Array
  readonly multipliers: Float32Array
  readonly outputZeroPoint: number
}

/**
 * Follows the written form `Add(bias), Cast, Mul(multiplier), QuantizeLinear(1, z)` after an integer product, as far as it goes.
 * @param channelAxis the axis of the product that has a bias and a multiplier of its own.
 */
export function followProduct(view: GraphView, node: Node, channelAxis: number): ProductEnd {
  const { shape } = view.type(node.outputs[0]!)
  const channels = shape[channelAxis]!
  const perChannel = (reader: Node, from: string): Tensor | undefined => {
    const constant = view.constant(reader.inputs[reader.inputs[0] === from ? 1 : 0])
    return constant && spreadsOver(constant, shape, channelAxis) && keepsShape(reader) ? constant : undefined
  }
  const keepsShape = ({ outputs }: Node) => equalShapes(view.type(outputs[0]!).shape, shape)

  let output = node.outputs[0]!
  let exit: ProductExit = 'accumulators'
  const biases = new Int32Array(channels)
  const multipliers = new Float32Array(channels).fill(1)
  const add = view.next(output, 'Add')
  const bias = add && perChannel(add, output)
  if (add && bias) {
    biases.set(spread(bias, channels))
    output = add.outputs[0]!
  }
  const cast = view.next(output, 'Cast')
  const mul =
    cast && view.type(cast.outputs[0]!).elementType === 'float32' ? view.next(cast.outputs[0]!, 'Mul') : undefined
  const factors = mul && perChannel(mul, cast!.outputs[0]!)
  if (!mul || !factors) return { exit, output, biases, multipliers, outputZeroPoint: 0 }
  multipliers.set(spread(factors, channels))
  output = mul.outputs[0]!
  exit = 'values'
  const quantize = view.next(output, 'QuantizeLinear')
  const isCode = quantize && view.type(quantize.outputs[0]!).elementType === 'uint8'
  if (!quantize || !isCode || view.scalar(quantize.inputs[1]) !== 1)
    return { exit, output, biases, multipliers, outputZeroPoint: 0 }
  const outputZeroPoint = quantize.inputs[2] ? view.scalar(quantize.inputs[2]) : 0
  if (outputZeroPoint === undefined) return { exit, output, biases, multipliers, outputZeroPoint: 0 }
  return { exit: 'codes', output: quantize.outputs[0]!, biases, multipliers, outputZeroPoint }
}

/** Whether a constant has one element for each index of `axis`, or one for all. */
function spreadsOver({ shape }: Tensor, over: readonly number[], axis: number): boolean {
  const own = axis - over.length + shape.length
  const size = elementCount(shape)
  return shape.length <= over.length && (size === 1 || (own >= 0 && shape[own] === size && size === over[axis]))
}

function spread({ data }: Tensor, channels: number): number[] {
  return Array.from({ length: channels }, (_, channel) => Number(data[data.length === 1 ? 0 : channel]))
}

/** Bytes of one element that an exit writes. */
export function exitBytes(exit: ProductExit): number {
  return exit === 'codes' ? 1 : 4
}
