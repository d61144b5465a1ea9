import type { Random } from '../training/index.ts'
import { candleCount, inputSize, pricesPerCandle } from './candles.ts'
import { featureCount, magnifications } from './features.ts'

/** Features, hidden units, and the forecast. */
export const layerSizes = [featureCount, 64, 32, 1] as const

/** Weights [outputs, inputs], row-major, and biases of a fully connected layer; `inputs` is even. */
export interface DenseLayer {
  readonly inputs: number
  readonly outputs: number
  readonly weights: Float64Array
  readonly biases: Float64Array
}

/** A multilayer perceptron; every layer but the last ends in a Relu. */
export type Network = readonly DenseLayer[]

/** A layer of zeros. */
export function emptyLayer(inputs: number, outputs: number): DenseLayer {
  return { inputs, outputs, weights: new Float64Array(inputs * outputs), biases: new Float64Array(outputs) }
}

/**
 * A network whose weights are drawn from `random`. Units of the first layer start as mixtures of the candles' ranges and
 * changes at one magnification: what volatility is estimated from.
 */
export function drawNetwork(random: Random): Network {
  const [first, ...others] = layerSizes.slice(1).map((outputs, index) => emptyLayer(layerSizes[index]!, outputs))
  for (let n = 0; n < first!.outputs; n++) {
    const start = n * first!.inputs + (n % magnifications.length) * inputSize
    for (let candle = 0; candle < candleCount; candle++) {
      const [range, change] = [random.normal() / 2, random.normal() / 2]
      first!.weights.set([-change, range, -range, change], start + candle * pricesPerCandle)
    }
  }
  for (const { inputs, weights } of others) {
    const deviation = Math.sqrt(2 / inputs)
    for (let i = 0; i < weights.length; i++) weights[i] = deviation * random.normal()
  }
  return [first!, ...others]
}

/** The arrays of a network's parameters, in a fixed order. */
export function parametersOf(network: Network): readonly Float64Array[] {
  return network.flatMap(({ weights, biases }) => [weights, biases])
}
