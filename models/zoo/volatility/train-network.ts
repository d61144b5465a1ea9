import { createAdam, createRandom } from '../training/index.ts'
import { createBackpropagation } from './backpropagation.ts'
import { computeFeatures } from './features.ts'
import { drawNetwork, type Network, parametersOf } from './network.ts'

import { inputOf, type Samples, shuffle } from './samples.ts'

/** How the network is trained. */
export interface TrainingOptions {
  readonly seed: number
  readonly epochs: number
}

/** What one unit of the network's output is, as a volatility; the exported model's last layer holds it. */
export const outputUnit = 1 / 64

const batchSize = 16
const firstLearningRate = 2e-3

/** Errors are measured in units of the forecast, but of no less than this volatility, and count as no more than so many. */
const finestScale = 2e-4
const greatestError = 12

/**
 * Trains a network on `samples` by Adam, the learning rate falling linearly to nothing.
 * Squared errors weigh as the forecast to the power of -1.5, between what counts relative and what counts absolute errors:
 * the network learns the mean volatility that follows its input.
 * The result is a function of its arguments to the bit, on every machine: binary64 additions, multiplications, divisions
 * and square roots in a fixed order, and nothing else.
 * @param onEpoch is told the mean loss of each epoch.
 */
export function trainNetwork(
  samples: Samples,
  { seed, epochs }: TrainingOptions,
  onEpoch: (epoch: number, loss: number) => void = () => {},
): Network {
  const random = createRandom(seed)
  const network = drawNetwork(random)
  const { features, gradients, forward, backward } = createBackpropagation(network)
  const step = createAdam(parametersOf(network), parametersOf(gradients))
  const order = Uint32Array.from({ length: samples.count }, (_, i) => i)
  const steps = epochs * Math.floor(samples.count / batchSize)
  for (let epoch = 0, taken = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    let loss = 0
    for (let next = 0; next + batchSize <= order.length; next += batchSize, taken++) {
      for (const index of order.subarray(next, next + batchSize)) {
        computeFeatures(inputOf(samples, index), features)
        const forecast = forward() * outputUnit
        const scale = Math.max(forecast, finestScale)
        const error = Math.max(-greatestError, (forecast - samples.volatilities[index]!) / scale)
        backward((error * outputUnit) / Math.sqrt(scale))
        loss += error * error
      }
      step(firstLearningRate * (1 - taken / steps), batchSize)
    }
    onEpoch(epoch, loss / order.length)
  }
  return network
}
