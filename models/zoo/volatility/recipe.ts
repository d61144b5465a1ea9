import { writeModel } from '../../onnx/index.ts'
import { quantize } from '../../quantize/index.ts'
import { exportNetwork } from './export-network.ts'
import { inputOf, type Samples, simulateSamples } from './samples.ts'
import { trainNetwork } from './train-network.ts'

/** Everything that the shipped model was made from: with the sources, it gives the same bytes on every machine. */
export const recipe = {
  training: { marketSeed: 1, samples: 200_000, networkSeed: 2, epochs: 7 },
  /** Situations that ranges are observed on: the first ones of the training samples. */
  calibration: { samples: 5_000 },
  /** Markets that training never saw. */
  test: { marketSeed: 3, samples: 20_000 },
} as const

/** The float model's file. Takes half a minute. */
export function makeFloatModel(onEpoch?: (epoch: number, loss: number) => void): Uint8Array {
  const { samples, networkSeed, epochs } = recipe.training
  return writeModel(exportNetwork(trainNetwork(trainingSamples(samples), { seed: networkSeed, epochs }, onEpoch)))
}

/** The artifact of a float model's file. */
export function makeArtifact(floatModel: Uint8Array): Uint8Array {
  const samples = trainingSamples(recipe.calibration.samples)
  const inputs = Array.from({ length: samples.count }, (_, index) => [inputOf(samples, index)])
  return quantize(floatModel, inputs, { evaluation: { samples: inputs.slice(0, 1) } }).artifact
}

/** The first `count` samples of the markets that the model is trained on. */
export function trainingSamples(count: number): Samples {
  return simulateSamples(recipe.training.marketSeed, count)
}

/** Samples of markets that training never saw. */
export function testSamples(): Samples {
  return simulateSamples(recipe.test.marketSeed, recipe.test.samples)
}
