import {
  admit,
  createTensor,
  onnxruntimeBackend,
  openStockSession,
  referenceBackend,
  type Sample,
  type Session,
  type StockSession,
  type Tensor,
} from '../../../models/index.ts'
import { type Random, randomTensor } from './float-models.ts'

/** Samples for inputs of these shapes, evenly random within `scale`. */
export function randomSamples(
  random: Random,
  shapes: readonly (readonly number[])[],
  count: number,
  scale = 1,
): Sample[] {
  return Array.from({ length: count }, () => shapes.map(shape => randomTensor(random, shape, scale).data))
}

/** What every runner of the artifact answers: both backends, stock onnxruntime with and without optimisations. */
export async function runInputsEverywhere(
  artifact: Uint8Array,
  inputs: readonly Tensor[],
): Promise<readonly (readonly Tensor[])[]> {
  const runners = await openRunners(artifact)
  const answers = await Promise.all(runners.map(runner => runner.run(inputs)))
  await Promise.all(runners.map(runner => runner.dispose()))
  return answers
}

/** As {@link runInputsEverywhere}, for each sample. */
export async function runEverywhere(
  artifact: Uint8Array,
  samples: readonly Sample[],
): Promise<readonly (readonly Tensor[])[][]> {
  const { inputs } = admit(artifact).summary
  const runners = await openRunners(artifact)
  const answers: (readonly Tensor[])[][] = []
  for (const sample of samples) {
    const tensors = inputs.map(({ shape }, input) => createTensor('float32', shape, sample[input]!))
    answers.push(await Promise.all(runners.map(runner => runner.run(tensors))))
  }
  await Promise.all(runners.map(runner => runner.dispose()))
  return answers
}

async function openRunners(artifact: Uint8Array): Promise<readonly (Session | StockSession)[]> {
  const model = admit(artifact)
  return [
    await referenceBackend.createSession(model),
    await onnxruntimeBackend.createSession(model),
    await openStockSession(artifact, { graphOptimizationLevel: 'all' }),
    await openStockSession(artifact, { graphOptimizationLevel: 'disabled' }),
  ]
}
