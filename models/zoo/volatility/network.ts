import { candleCount, inputSize, pricesPerCandle } from './candles.ts'
import type { Random } from './random.ts'

/**
 * The input is seen at several magnifications, each clipped to the same range, so that eight-bit codes resolve calm
 * markets and still reach wild ones. Powers of two: the products are exact.
 */
export const magnifications = [1, 1 / 8, 1 / 64] as const

/** Greatest magnitude of a magnified element: 0.25 % at the finest, 16 % at the coarsest. */
export const clipAt = 1 / 400

/** Elements of the first layer's input, hidden units, and the forecast. */
export const layerSizes = [magnifications.length * inputSize, 64, 32, 1] as const

/** Weights [outputs, inputs], row-major, and biases of a fully connected layer; `inputs` is even. */
export interface DenseLayer {
  readonly inputs: number
  readonly outputs: number
  readonly weights: Float64Array
  readonly biases: Float64Array
}

/** A multilayer perceptron; every layer but the last ends in a Relu. */
export type Network = readonly DenseLayer[]

/**
 * A network whose weights are drawn from `random`. Units of the first layer start as mixtures of the candles' ranges and
 * changes at one magnification: what volatility is estimated from.
 */
export function drawNetwork(random: Random): Network {
  const [first, ...others] = layerSizes.slice(1).map((outputs, index) => emptyLayer(layerSizes[index]!, outputs))
  for (let n = 0; n < first!.outputs; n++) {
    const start = n * first!.inputs + (n % magnifications.length) * inputSize
    for (let candle = 0; candle < candleCount; candle++) {
      const at = start + candle * pricesPerCandle
      const [range, change] = [random.normal() / 2, random.normal() / 2]
      first!.weights.set([-change, range, -range, change], at)
    }
  }
  for (const layer of others) {
    const deviation = Math.sqrt(2 / layer.inputs)
    for (let i = 0; i < layer.weights.length; i++) layer.weights[i] = deviation * random.normal()
  }
  return [first!, ...others]
}

/** A layer of zeros. */
export function emptyLayer(inputs: number, outputs: number): DenseLayer {
  return { inputs, outputs, weights: new Float64Array(inputs * outputs), biases: new Float64Array(outputs) }
}

/** What the first layer sees of an input: its clipped magnifications, one after the other, in units of {@link clipAt}. */
export function magnify(input: Float32Array, target: Float64Array): void {
  magnifications.forEach((magnification, plane) => {
    for (let i = 0; i < inputSize; i++) {
      const value = (input[i]! * magnification) / clipAt
      target[plane * inputSize + i] = Math.max(-1, Math.min(1, value))
    }
  })
}

/** `output = weights * input + biases`, then a Relu where `relu`. */
export function forwardDense(layer: DenseLayer, input: Float64Array, output: Float64Array, relu: boolean): void {
  const { inputs, outputs, weights, biases } = layer
  for (let n = 0; n < outputs; n++) {
    const row = n * inputs
    let [even, odd] = [biases[n]!, 0]
    for (let k = 0; k < inputs; k += 2) {
      even += weights[row + k]! * input[k]!
      odd += weights[row + k + 1]! * input[k + 1]!
    }
    const sum = even + odd
    output[n] = relu && sum < 0 ? 0 : sum
  }
}

/**
 * Adds the loss's derivatives by weights and biases to `gradient`, and those by the input to `inputDerivatives`.
 * @param derivatives by the output before its Relu; a unit whose derivative is 0 costs nothing.
 */
export function backwardDense(
  layer: DenseLayer,
  input: Float64Array,
  derivatives: Float64Array,
  gradient: DenseLayer,
  inputDerivatives: Float64Array | undefined,
): void {
  const { inputs, outputs, weights } = layer
  for (let n = 0; n < outputs; n++) {
    const derivative = derivatives[n]!
    if (derivative === 0) continue
    const row = n * inputs
    gradient.biases[n]! += derivative
    for (let k = 0; k < inputs; k++) gradient.weights[row + k]! += derivative * input[k]!
    if (inputDerivatives) for (let k = 0; k < inputs; k++) inputDerivatives[k]! += derivative * weights[row + k]!
  }
}
