import { writeModel } from '../../onnx/index.ts'
import { quantize } from '../../quantize/index.ts'
import { createRandom } from '../training/index.ts'
import { exportNetwork } from './export-network.ts'
import { inputOf, type Samples, simulatePools } from './simulate-pool.ts'
import { trainNetwork } from './train-network.ts'

/** Everything that the shipped model was made from: with the sources, it gives the same bytes on every machine. */
export const recipe = {
  training: { poolSeed: 1, samples: 100_000, networkSeed: 2, steps: 8_000 },
  /** Situations that ranges are observed on: the first ones of the training samples. */
  calibration: { samples: 400 },
  /** Pools that training never saw. */
  test: { poolSeed: 3, samples: 10_000 },
} as const

/** The float model's file. Takes some minutes. */
export function makeFloatModel(onStep?: (step: number, loss: number) => void): Uint8Array {
  const { samples, networkSeed, steps } = recipe.training
  return writeModel(exportNetwork(trainNetwork(trainingSamples(samples), { seed: networkSeed, steps }, onStep)))
}

/** The artifact of a float model's file. */
export function makeArtifact(floatModel: Uint8Array): Uint8Array {
  const samples = trainingSamples(recipe.calibration.samples)
  const inputs = Array.from({ length: samples.count }, (_, index) => [inputOf(samples, index).slice()])
  return quantize(floatModel, inputs, { evaluation: { samples: inputs.slice(0, 1) } }).artifact
}

/** The first `count` samples of the pools that the model is trained on. */
export function trainingSamples(count: number): Samples {
  return simulatePools(createRandom(recipe.training.poolSeed), count)
}

/** Samples of pools that training never saw. */
export function testSamples(): Samples {
  return simulatePools(createRandom(recipe.test.poolSeed), recipe.test.samples)
}
