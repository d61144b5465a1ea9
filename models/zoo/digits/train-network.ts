import { createAdam, createRandom, createTape } from '../training/index.ts'
import { drawNetwork, forward, matricesOf, type Network } from './network.ts'
import type { Pictures } from './pictures.ts'

/** How the network is trained. */
export interface TrainingOptions {
  readonly seed: number
  readonly steps: number
}

const batchSize = 32
const firstLearningRate = 2e-3

/**
 * Trains a network on pictures that `seed` chooses, by Adam on cross entropies, the learning rate falling linearly to nothing. The
 * result is a function of its arguments to the bit, on every machine.
 * @param onStep is told each step's loss.
 */
export function trainNetwork(
  { images, labels }: Pictures,
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
    const chosen = Array.from({ length: batchSize }, () => random.integer() % images.length)
    const tape = createTape()
    const logits = forward(
      network,
      tape,
      chosen.map(index => images[index]!),
    )
    const loss = tape.crossEntropy(
      logits,
      chosen.map(index => labels[index]!),
    )
    tape.back()
    descend(firstLearningRate * (1 - step / steps), 1)
    onStep(step, loss)
  }
  return network
}
