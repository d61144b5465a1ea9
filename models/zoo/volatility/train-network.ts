import {
  backwardDense,
  type DenseLayer,
  drawNetwork,
  emptyLayer,
  forwardDense,
  layerSizes,
  magnify,
  type Network,
} from './network.ts'
import { createRandom } from './random.ts'
import { inputOf, type Samples, shuffle } from './samples.ts'

/** How the network is trained. */
export interface TrainingOptions {
  readonly seed: number
  readonly epochs: number
}

/** What one unit of the network's output is, as a volatility; the exported model's last layer holds it. */
export const outputUnit = 1 / 64

const batchSize = 16
const adam = { firstDecay: 0.9, secondDecay: 0.999, epsilon: 1e-8, learningRate: 2e-3 }

/** Errors are measured in units of the forecast, but of no less than this volatility, and count as no more than so many. */
const finestScale = 2e-4
const greatestError = 12

/**
 * Trains a network on `samples` by Adam, the learning rate falling linearly to nothing.
 * An error counts in units of the forecast, so that calm markets weigh as much as wild ones: the network learns the mean
 * volatility that follows its input.
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
  const step = createStep(network)
  const order = Uint32Array.from({ length: samples.count }, (_, i) => i)
  const batches = Math.floor(samples.count / batchSize)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    let loss = 0
    for (let batch = 0; batch < batches; batch++) {
      const remaining = 1 - (epoch * batches + batch) / (epochs * batches)
      loss += step(samples, order.subarray(batch * batchSize, (batch + 1) * batchSize), adam.learningRate * remaining)
    }
    onEpoch(epoch, loss / batches)
  }
  return network
}

type Step = (samples: Samples, batch: Uint32Array, learningRate: number) => number

/** One step of Adam on `network`, which it changes; gives the batch's mean loss. */
function createStep(network: Network): Step {
  const gradients = network.map(({ inputs, outputs }) => emptyLayer(inputs, outputs))
  const moments = [...parametersOf(network)].map(({ length }) => ({
    first: new Float64Array(length),
    second: new Float64Array(length),
  }))
  const activations = layerSizes.map(size => new Float64Array(size))
  const derivatives = layerSizes.map(size => new Float64Array(size))
  let [firstPower, secondPower] = [1, 1]

  return (samples, batch, learningRate) => {
    for (const gradient of parametersOf(gradients)) gradient.fill(0)
    let loss = 0
    for (const index of batch) {
      forward(network, inputOf(samples, index), activations)
      const forecast = activations.at(-1)![0]! * outputUnit
      const scale = Math.max(forecast, finestScale)
      const error = Math.max(-greatestError, (forecast - samples.volatilities[index]!) / scale)
      loss += error * error
      derivatives.at(-1)![0] = (error * outputUnit) / scale
      backward(network, activations, derivatives, gradients)
    }
    firstPower *= adam.firstDecay
    secondPower *= adam.secondDecay
    const gradientArrays = [...parametersOf(gradients)]
    ;[...parametersOf(network)].forEach((parameters, array) => {
      const gradient = gradientArrays[array]!
      const { first, second } = moments[array]!
      for (let i = 0; i < parameters.length; i++) {
        const slope = gradient[i]! / batch.length
        first[i] = adam.firstDecay * first[i]! + (1 - adam.firstDecay) * slope
        second[i] = adam.secondDecay * second[i]! + (1 - adam.secondDecay) * slope * slope
        const deviation = Math.sqrt(second[i]! / (1 - secondPower)) + adam.epsilon
        parameters[i]! -= (learningRate * (first[i]! / (1 - firstPower))) / deviation
      }
    })
    return loss / batch.length
  }
}

function forward(network: Network, input: Float32Array, activations: readonly Float64Array[]): void {
  magnify(input, activations[0]!)
  network.forEach((layer, i) => {
    forwardDense(layer, activations[i]!, activations[i + 1]!, i < network.length - 1)
  })
}

/** Adds each layer's derivatives to `gradients`, from the last one back. */
function backward(
  network: Network,
  activations: readonly Float64Array[],
  derivatives: readonly Float64Array[],
  gradients: readonly DenseLayer[],
): void {
  for (let i = network.length - 1; i >= 0; i--) {
    const input = activations[i]!
    const inputDerivatives = i > 0 ? derivatives[i]!.fill(0) : undefined
    backwardDense(network[i]!, input, derivatives[i + 1]!, gradients[i]!, inputDerivatives)
    if (inputDerivatives) for (let k = 0; k < input.length; k++) if (input[k] === 0) inputDerivatives[k] = 0
  }
}

function* parametersOf(layers: readonly DenseLayer[]): Generator<Float64Array> {
  for (const { weights, biases } of layers) {
    yield weights
    yield biases
  }
}
