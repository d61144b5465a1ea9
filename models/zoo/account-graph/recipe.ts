import { writeModel } from '../../onnx/index.ts'
import { quantize } from '../../quantize/index.ts'
import { createRandom } from '../training/index.ts'
import { exportNetwork } from './export-network.ts'
import { trainNetwork } from './train-network.ts'
import { simulateGraph, type TransferGraph } from './transfer-graph.ts'

/** Everything that the shipped model was made from: with the sources, it gives the same bytes on every machine. */
export const recipe = {
  training: { graphSeed: 1, networkSeed: 2, graphs: 8_000 },
  /** Graphs that ranges are observed on: the first ones of those in training. */
  calibration: { graphs: 400 },
  /** Graphs that training never saw. */
  test: { graphSeed: 3, graphs: 2_000 },
} as const

/** The float model's file. Takes about ten seconds. */
export function makeFloatModel(onProgress?: (graphs: number, loss: number) => void): Uint8Array {
  return writeModel(exportNetwork(trainNetwork({ ...recipe.training, sees: 'transfers' }, onProgress)))
}

/** The artifact of a float model's file. */
export function makeArtifact(floatModel: Uint8Array): Uint8Array {
  const samples = graphsOf(recipe.training.graphSeed, recipe.calibration.graphs).map(({ accounts, edges }) => [
    accounts,
    edges,
  ])
  return quantize(floatModel, samples, { evaluation: { samples: samples.slice(0, 1) } }).artifact
}

/** Graphs that training never saw. */
export function testGraphs(): readonly TransferGraph[] {
  return graphsOf(recipe.test.graphSeed, recipe.test.graphs)
}

function graphsOf(seed: number, count: number): readonly TransferGraph[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => simulateGraph(random))
}
