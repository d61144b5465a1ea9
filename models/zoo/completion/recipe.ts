import { writeModel } from '../../onnx/index.ts'
import { quantize, type Sample } from '../../quantize/index.ts'
import { createRandom } from '../training/index.ts'
import { contextLength, encodeText } from './alphabet.ts'
import { contextInput } from './complete.ts'
import { exportNetwork } from './export-network.ts'
import { trainNetwork } from './train-network.ts'
import { type Sentences, writeSentences } from './write-sentences.ts'

/** Everything that the shipped model was made from: with the sources, it gives the same bytes on every machine. */
export const recipe = {
  training: { textSeed: 1, characters: 400_000, networkSeed: 2, steps: 1_200 },
  /** Contexts of the training text that ranges are observed on, one after the other. */
  calibration: { contexts: 200 },
  /** Text that training never saw. */
  test: { textSeed: 3, characters: 24_000 },
} as const

/** The float model's file. Takes some minutes. */
export function makeFloatModel(onStep?: (step: number, loss: number) => void): Uint8Array {
  const { textSeed, characters, networkSeed, steps } = recipe.training
  const { text } = writeSentences(createRandom(textSeed), characters)
  return writeModel(exportNetwork(trainNetwork(text, { seed: networkSeed, steps }, onStep)))
}

/** The artifact of a float model's file. */
export function makeArtifact(floatModel: Uint8Array): Uint8Array {
  const { contexts } = recipe.calibration
  const { text } = writeSentences(createRandom(recipe.training.textSeed), contexts * contextLength)
  const samples = contextsOf(text).map((context): Sample => [contextInput(context)])
  return quantize(floatModel, samples, { evaluation: { samples: samples.slice(0, 1) } }).artifact
}

/** Text that training never saw. */
export function testSentences(): Sentences {
  return writeSentences(createRandom(recipe.test.textSeed), recipe.test.characters)
}

/** The whole contexts of a text, one after the other. */
export function contextsOf(text: string): readonly (readonly number[])[] {
  const characters = encodeText(text)
  return Array.from({ length: Math.floor(characters.length / contextLength) }, (_, i) =>
    characters.slice(i * contextLength, (i + 1) * contextLength),
  )
}
