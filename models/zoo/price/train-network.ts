import { createAdam, createRandom, createTape } from '../training/index.ts'
import { drawNetwork, forward, matricesOf, type Network } from './network.ts'
import { inputOf, type Samples } from './simulate-pool.ts'

/** How the network is trained. */
export interface TrainingOptions {
  readonly seed: number
  readonly steps: number
}

const batchSize = 32
const firstLearningRate = 6e-3

/**
 * Trains a network on samples that `seed` draws, by Adam on mean squared errors, the learning rate falling linearly to nothing. The
 * result is a function of its arguments to the bit, on every machine.
 * @param onStep is told each step's loss.
 */
export function trainNetwork(
  samples: Samples,
  { seed, steps }: TrainingOptions,
  onStep: (step: number, loss: number) => void = () => {},
): Network {
  const random = createRandom(seed)
  const network = drawNetwork(random)
  const matrices = matricesOf(network)
  const descend = createAdam(
    matrices.map(({ values }) => values),
    matrices.map(({ slopes }) => slopes),
  )
  for (let step = 0; step < steps; step++) {
    const drawn = Array.from({ length: batchSize }, () => random.integer() % samples.count)
    const tape = createTape()
    const forecasts = forward(
      network,
      tape,
      drawn.map(index => inputOf(samples, index)),
    )
    const loss = tape.squaredError(
      forecasts,
      drawn.map(index => samples.targets[index]!),
    )
    tape.back()
    descend(firstLearningRate * (1 - step / steps), 1)
    onStep(step, loss)
  }
  return network
}
