import { type Attribute, buildGraph, type Graph, type GraphBuilder } from '../../models/index.ts'
import { seededRandom } from '../seeded-random.ts'

/** Elements of a digit's picture, 28 by 28. */
export const digitPixels = 784

/** A float network of the shape of a common MNIST classifier (two convolutions, two dense layers), its weights random. */
export function digitNetwork(): Graph {
  const builder = buildGraph(
    'digits',
    [{ name: 'picture', elementType: 'float32', dims: [1, 1, 28, 28] }],
    [{ name: 'log_probabilities', elementType: 'float32', dims: [1, 10] }],
  )
  const random = seededRandom(28)
  const first = convolve(builder, 'first', 'picture', [10, 1, 5, 5], random)
  const second = convolve(builder, 'second', first, [20, 10, 5, 5], random)
  const flat = builder.node('Flatten', 'flat', [second], { axis: int(1) })
  const hidden = builder.node('Relu', 'hidden', [dense(builder, 'third', flat, 320, 50, random)])
  const logits = dense(builder, 'fourth', hidden, 50, 10, random)
  return builder.build([builder.node('LogSoftmax', 'log_softmax', [logits], { axis: int(1) })])
}

/** A convolution, the maximum over 2 by 2, and a Relu. */
function convolve(
  builder: GraphBuilder,
  name: string,
  input: string,
  shape: readonly [outputChannels: number, channels: number, height: number, width: number],
  random: () => number,
): string {
  const [outputChannels, channels, height, width] = shape
  const weights = randomWeights(outputChannels * channels * height * width, channels * height * width, random)
  const convolved = builder.node('Conv', `${name}_convolved`, [
    input,
    builder.constant(`${name}_weights`, 'float32', weights, shape),
    builder.constant(`${name}_bias`, 'float32', randomWeights(outputChannels, 100, random)),
  ])
  const window: Attribute = { kind: 'ints', value: [2n, 2n] }
  const pooled = builder.node('MaxPool', `${name}_pooled`, [convolved], { kernel_shape: window, strides: window })
  return builder.node('Relu', `${name}_activated`, [pooled])
}

function dense(builder: GraphBuilder, name: string, input: string, k: number, n: number, random: () => number): string {
  return builder.node('Gemm', `${name}_dense`, [
    input,
    builder.constant(`${name}_weights`, 'float32', randomWeights(k * n, k, random), [k, n]),
    builder.constant(`${name}_bias`, 'float32', randomWeights(n, 100, random)),
  ])
}

/** Uniform around 0, such that a sum of `terms` products keeps the variance of what goes in. */
function randomWeights(length: number, terms: number, random: () => number): Float32Array {
  const bound = Math.sqrt(3 / terms)
  return Float32Array.from({ length }, () => bound * (random() / 2 ** 31 - 1))
}

function int(value: number): Attribute {
  return { kind: 'int', value: BigInt(value) }
}
