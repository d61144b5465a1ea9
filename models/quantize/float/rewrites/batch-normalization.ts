import { demand, floatAttribute, type Node } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import { intValue } from '../../attributes.ts'
import type { FloatModel } from '../float-model.ts'
import type { Rewrite, Rewriting } from '../rewriting.ts'

/** Operators whose layers take the arithmetic that follows into their weights. */
const absorbing: ReadonlySet<string> = new Set(['Conv', 'Gemm', 'MatMul'])

/** The ConvTranspose before the normalisation, with its weights and bias scaled; false where they are computed. */
function scaleTransposed(
  node: Node,
  { factors, shifts }: { readonly factors: Float32Array; readonly shifts: Float32Array },
  output: string,
  rewriting: Rewriting,
): boolean {
  const [input, weightsName, biasName = ''] = node.inputs as [string, string, string?]
  const weights = rewriting.constant(weightsName)
  const bias = biasName === '' ? undefined : rewriting.constant(biasName)
  if (weights === undefined || (biasName !== '' && bias === undefined)) return false
  const groupOutputs = weights.shape[1]!
  const groupInputs = (weights.shape[0]! * groupOutputs) / factors.length
  const plane = elementCount(weights.shape.slice(2))
  const scaled = Float32Array.from(weights.data as Float32Array, (weight, i) => {
    const [channel, within] = [Math.floor(i / (groupOutputs * plane)), Math.floor(i / plane) % groupOutputs]
    return weight * factors[Math.floor(channel / groupInputs) * groupOutputs + within]!
  })
  const shifted = shifts.map((shift, channel) => shift + Number(bias?.data[channel] ?? 0) * factors[channel]!)
  const operands = [
    input,
    rewriting.define(`${output}/weights`, createTensor('float32', weights.shape, scaled)),
    rewriting.define(`${output}/bias`, createTensor('float32', [shifted.length], shifted)),
  ]
  rewriting.emit('ConvTranspose', operands, output, Object.fromEntries(node.attributes))
  return true
}

const scaling: ReadonlySet<string> = new Set(['Add', 'Div', 'Mul', 'Sub'])

/**
 * BatchNormalization as a factor and a shift per channel: after a convolution or a matrix product, and on the model's own
 * inputs, as Mul and Add; elsewhere as a depthwise convolution by 1 x 1.
 */
export const batchNormalizationRewrite: Rewrite = {
  opTypes: ['BatchNormalization'],
  rewrite(node, rewriting) {
    const [input] = node.inputs as [string]
    const [output] = node.outputs as [string]
    const { factors, shifts } = readNormalization(node, rewriting)
    const { shape } = rewriting.types.get(input)!
    const perChannel = [factors.length, ...shape.slice(2).map(() => 1)]
    const producer = rewriting.producer(input)
    const absorbed = producer !== undefined && absorbing.has(producer.opType) && rewriting.soleConsumer(input) === node
    if (producer?.opType === 'ConvTranspose' && rewriting.soleConsumer(input) === node)
      if (scaleTransposed(producer, { factors, shifts }, output, rewriting)) return true
    if (absorbed || isScaledInput(input, rewriting)) {
      const factor = rewriting.define(`${output}/factor`, createTensor('float32', perChannel, factors))
      const shift = rewriting.define(`${output}/shift`, createTensor('float32', perChannel, shifts))
      rewriting.emit('Add', [rewriting.emit('Mul', [input, factor], `${output}/scaled`), shift], output)
      return true
    }
    const weights = rewriting.define(
      `${output}/weights`,
      createTensor('float32', [factors.length, 1, ...(shape.length > 2 ? shape.slice(2).map(() => 1) : [1])], factors),
    )
    const bias = rewriting.define(`${output}/bias`, createTensor('float32', [factors.length], shifts))
    const convolve = (value: string, name: string) =>
      rewriting.emit('Conv', [value, weights, bias], name, { group: intValue(factors.length) })
    if (shape.length > 2) convolve(input, output)
    else {
      const planes = rewriting.emit('Reshape', [input, sizes(rewriting, [...shape, 1])], `${output}/planes`)
      rewriting.emit('Reshape', [convolve(planes, `${output}/normal`), sizes(rewriting, shape)], output)
    }
    return true
  },
}

/** Whether a value is an input of the model, or one that it scales: what follows is done before coding as well. */
function isScaledInput(value: string, model: FloatModel): boolean {
  const producer = model.producer(value)
  if (producer === undefined) return true
  const computed = producer.inputs.filter(input => model.constant(input) === undefined)
  return scaling.has(producer.opType) && computed.length === 1 && isScaledInput(computed[0]!, model)
}

function sizes(rewriting: Rewriting, shape: readonly number[]): string {
  return rewriting.define('sizes', createTensor('int64', [shape.length], BigInt64Array.from(shape, BigInt)))
}

/** y = x * factor + shift, from scale, B, mean and variance. @see ONNX BatchNormalization-15 */
function readNormalization(node: Node, rewriting: Rewriting) {
  const [scale, bias, mean, variance] = node.inputs.slice(1, 5).map(name => rewriting.constant(name)?.data)
  demand(
    scale !== undefined && bias !== undefined && mean !== undefined && variance !== undefined,
    'its scale, bias, mean or variance is computed',
    'Export the model for inference.',
  )
  const epsilon = floatAttribute(node, 'epsilon', Math.fround(1e-5))
  const factorOf = (channel: number) => Number(scale[channel]) / Math.sqrt(Number(variance[channel]) + epsilon)
  return {
    factors: Float32Array.from({ length: scale.length }, (_, channel) => factorOf(channel)),
    shifts: Float32Array.from(
      { length: scale.length },
      (_, channel) => Number(bias[channel]) - Number(mean[channel]) * factorOf(channel),
    ),
  }
}
