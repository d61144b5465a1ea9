import { writeModel } from '../../onnx/index.ts'
import { quantize } from '../../quantize/index.ts'
import { createRandom } from '../training/index.ts'
import { exportNetwork } from './export-network.ts'
import { drawPictures, type Pictures } from './pictures.ts'
import { trainNetwork } from './train-network.ts'

/** Everything that the shipped model was made from: with the sources, it gives the same bytes on every machine. */
export const recipe = {
  training: { pictureSeed: 1, pictures: 20_000, networkSeed: 2, steps: 3_000 },
  /** Pictures that ranges are observed on: the first ones of the training pictures. */
  calibration: { pictures: 300 },
  /** Pictures that training never saw. */
  test: { pictureSeed: 3, pictures: 5_000 },
} as const

/** The float model's file. Takes a minute or two. */
export function makeFloatModel(onStep?: (step: number, loss: number) => void): Uint8Array {
  const { pictures, networkSeed, steps } = recipe.training
  return writeModel(exportNetwork(trainNetwork(trainingPictures(pictures), { seed: networkSeed, steps }, onStep)))
}

/** The artifact of a float model's file. */
export function makeArtifact(floatModel: Uint8Array): Uint8Array {
  const inputs = trainingPictures(recipe.calibration.pictures).images.map(image => [image])
  return quantize(floatModel, inputs, { evaluation: { samples: inputs.slice(0, 1) } }).artifact
}

/** The first `count` pictures that the model is trained on. */
export function trainingPictures(count: number): Pictures {
  return drawPictures(createRandom(recipe.training.pictureSeed), count)
}

/** Pictures that training never saw. */
export function testPictures(): Pictures {
  return drawPictures(createRandom(recipe.test.pictureSeed), recipe.test.pictures)
}
