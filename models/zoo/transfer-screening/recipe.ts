import { writeModel } from '../../onnx/index.ts'
import { quantize } from '../../quantize/index.ts'
import { createRandom } from '../training/index.ts'
import { boost } from './boost.ts'
import { exportEnsemble } from './export-ensemble.ts'
import { featuresOf, simulateTransfers, type Transfers } from './transfers.ts'

/** Everything that the shipped model was made from: with the sources, it gives the same bytes on every machine. */
export const recipe = {
  training: { seed: 1, transfers: 120_000, trees: 60, depth: 5, rate: 0.15, leastCurvature: 4, penalty: 2 },
  /** Transfers that training never saw. */
  test: { seed: 2, transfers: 60_000 },
} as const

/** The float model's file. Takes about ten seconds. */
export function makeFloatModel(onTree?: (tree: number, loss: number) => void): Uint8Array {
  return writeModel(exportEnsemble(boost(trainingTransfers(), recipe.training, onTree)))
}

/** The artifact of a float model's file: trees need no calibration, and the report of one transfer is none. */
export function makeArtifact(floatModel: Uint8Array): Uint8Array {
  return quantize(floatModel, [[featuresOf(simulateTransfers(createRandom(recipe.training.seed), 1), 0)]]).artifact
}

function trainingTransfers(): Transfers {
  return simulateTransfers(createRandom(recipe.training.seed), recipe.training.transfers)
}

/** Transfers that training never saw. */
export function testTransfers(): Transfers {
  return simulateTransfers(createRandom(recipe.test.seed), recipe.test.transfers)
}
