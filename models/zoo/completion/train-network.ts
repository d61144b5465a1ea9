import { createAdam, createRandom, createTape } from '../training/index.ts'
import { contextLength, encodeText } from './alphabet.ts'
import { drawNetwork, forward, matricesOf, type Network } from './network.ts'

/** How the network is trained. */
export interface TrainingOptions {
  readonly seed: number
  readonly steps: number
}

/** Contexts of one step. */
const batchSize = 12
const greatestLearningRate = 4e-3
const warmUpShare = 0.05

/**
 * Trains a network on places of `text` that `seed` draws, by Adam; its learning rate rises, then falls linearly to nothing.
 * The result is a function of its arguments to the bit, on every machine.
 * @param onStep is told each step's mean loss, in nats a character.
 */
export function trainNetwork(
  text: string,
  { seed, steps }: TrainingOptions,
  onStep: (step: number, loss: number) => void = () => {},
): Network {
  const random = createRandom(seed)
  const network = drawNetwork(random)
  const characters = encodeText(text)
  const matrices = matricesOf(network)
  const descend = createAdam(
    matrices.map(({ values }) => values),
    matrices.map(({ slopes }) => slopes),
  )
  for (let step = 0; step < steps; step++) {
    const [inputs, targets] = [new Uint8Array(batchSize * contextLength), new Uint8Array(batchSize * contextLength)]
    for (let context = 0; context < batchSize; context++) {
      const start = random.integer() % (characters.length - contextLength)
      for (let i = 0; i < contextLength; i++) {
        inputs[context * contextLength + i] = characters[start + i]!
        targets[context * contextLength + i] = characters[start + i + 1]!
      }
    }
    const tape = createTape()
    const loss = tape.crossEntropy(forward(network, tape, inputs), targets)
    tape.back()
    const progress = (step + 1) / steps
    descend(greatestLearningRate * Math.min(progress / warmUpShare, (1 - progress) / (1 - warmUpShare) + 1e-3), 1)
    onStep(step, loss)
  }
  return network
}
