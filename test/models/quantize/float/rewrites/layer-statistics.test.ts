import { expect, test } from 'vitest'
import { createTensor, quantize, writeModel } from '../../../../../models/index.ts'
import { createRandom, floatGraph, randomTensor } from '../../float-models.ts'
import { randomSamples, runEverywhere } from '../../runs.ts'

test('default: the mean and the inverse deviation of a LayerNormalization are computed beside it', async () => {
  const [rows, size] = [6, 12]
  const constants = { scale: randomTensor(createRandom(2), [size]) }
  const graph = floatGraph({
    inputs: { x: [rows, size] },
    outputs: { y: [rows, size], mean: [rows, 1], inverse: [rows, 1] },
    constants,
    nodes: [['LayerNormalization', ['x', 'scale'], 'y']],
  })
  const [node] = graph.nodes
  const model = writeModel({ ...graph, nodes: [{ ...node!, outputs: ['y', 'mean', 'inverse'] }] })
  const samples = randomSamples(createRandom(9), [[rows, size]], 16, 3)
  const { artifact, report } = quantize(model, samples)
  for (const { signalToNoiseDb } of report.outputs) expect(signalToNoiseDb).toBeGreaterThan(28)
  for (const [index, answers] of (await runEverywhere(artifact, samples.slice(0, 3))).entries()) {
    for (const answer of answers) expect(answer).toEqual(answers[0])
    const [, means, inverses] = answers[0]!
    for (let row = 0; row < rows; row++) {
      const lane = Array.from(samples[index]![0]!.slice(row * size, (row + 1) * size), Number)
      const mean = lane.reduce((a, b) => a + b, 0) / size
      const deviation = Math.sqrt(lane.reduce((sum, x) => sum + (x - mean) ** 2, 0) / size)
      expect(Number(means!.data[row])).toBeCloseTo(mean, 1)
      expect(Number(inverses!.data[row])).toBeCloseTo(1 / deviation, 1)
    }
  }
})

test('default: what only normalises is left as it is', () => {
  const graph = floatGraph({
    inputs: { x: [2, 3] },
    outputs: { y: [2, 3] },
    constants: { scale: createTensor('float32', [3], Float32Array.of(1, 2, 3)) },
    nodes: [['LayerNormalization', ['x', 'scale'], 'y']],
  })
  expect(quantize(writeModel(graph), [[Float32Array.of(1, 2, 3, 4, 5, 7)]]).report.outputs).toHaveLength(1)
})
