import { describe, expect, test } from 'vitest'
import type { Graph } from '../../../../../models/graph/index.ts'
import { createTensor, quantize, writeModel } from '../../../../../models/index.ts'
import { createRandom, type FloatModelLines, floatGraph, type NodeLine, randomTensor } from '../../float-models.ts'
import { randomSamples, runEverywhere } from '../../runs.ts'

const shape = [2, 5, 12]
const random = createRandom(21)
const scalar = (value: number) => createTensor('float32', [], Float32Array.of(value))
const constants = {
  gamma: randomTensor(random, [12], 2),
  beta: randomTensor(random, [12]),
  w: randomTensor(random, [12, 12]),
  two: scalar(2),
  one: scalar(1),
  negativeHalf: scalar(-0.5),
  epsilon: scalar(1e-5),
  last: createTensor('int64', [1], BigInt64Array.of(-1n)),
}

const centering: readonly NodeLine[] = [
  ['ReduceMean', ['h', 'last'], 'mean'],
  ['Sub', ['h', 'mean'], 'c'],
  ['Pow', ['c', 'two'], 'squares'],
  ['ReduceMean', ['squares', 'last'], 'variance'],
  ['Add', ['variance', 'epsilon'], 'raised'],
  ['Sqrt', ['raised'], 'root'],
]

const rootMeanSquare: readonly NodeLine[] = [
  ['Mul', ['h', 'h'], 'squares'],
  ['ReduceMean', ['squares', 'last'], 'variance'],
  ['Add', ['variance', 'epsilon'], 'raised'],
]

/** Ways in which exporters write a normalisation of `h` to `n`. */
const normalizations: Readonly<Record<string, readonly NodeLine[]>> = {
  LayerNormalization: [['LayerNormalization', ['h', 'gamma', 'beta'], 'n', { axis: -1 }]],
  'LayerNormalization without a bias over two axes': [['LayerNormalization', ['h', 'gamma'], 'n', { axis: 1 }]],
  'a quotient by a root': [
    ...centering,
    ['Div', ['c', 'root'], 'normal'],
    ['Mul', ['normal', 'gamma'], 'scaled'],
    ['Add', ['scaled', 'beta'], 'n'],
  ],
  'two equal differences': [
    ...centering,
    ['Sub', ['h', 'mean'], 'd'],
    ['Div', ['d', 'root'], 'normal'],
    ['Mul', ['gamma', 'normal'], 'scaled'],
    ['Add', ['scaled', 'beta'], 'n'],
  ],
  'RMSNorm by a reciprocal': [
    ...rootMeanSquare,
    ['Sqrt', ['raised'], 'root'],
    ['Reciprocal', ['root'], 'inverse'],
    ['Mul', ['h', 'inverse'], 'normal'],
    ['Mul', ['gamma', 'normal'], 'n'],
  ],
  'RMSNorm by a quotient of 1': [
    ...rootMeanSquare,
    ['Sqrt', ['raised'], 'root'],
    ['Div', ['one', 'root'], 'inverse'],
    ['Mul', ['inverse', 'h'], 'n'],
  ],
  'RMSNorm by a power': [
    ...rootMeanSquare,
    ['Pow', ['raised', 'negativeHalf'], 'inverse'],
    ['Mul', ['h', 'inverse'], 'n'],
  ],
}

const lines = (normalization: readonly NodeLine[]): FloatModelLines => ({
  inputs: { x: shape },
  outputs: { y: shape },
  constants,
  nodes: [['MatMul', ['x', 'w'], 'h'], ...normalization, ['MatMul', ['n', 'w'], 'y']],
})

async function check(graph: Graph): Promise<void> {
  const samples = randomSamples(createRandom(22), [shape], 16)
  const { artifact, report } = quantize(writeModel(graph), samples)
  expect(report.layers.map(({ operators }) => operators[0])).not.toContain('Pow')
  expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(32)
  const still = [new Float32Array(120), new Float32Array(120).fill(1e9)].map(input => [input])
  for (const answers of await runEverywhere(artifact, [...samples.slice(0, 3), ...still]))
    for (const answer of answers) expect(answer).toEqual(answers[0])
}

describe('quantize', () => {
  test.each(Object.entries(normalizations))('behavior: %s', (_, normalization) =>
    check(floatGraph(lines(normalization))),
  )

  test('behavior: RMSNormalization', () =>
    check(floatGraph({ ...lines([['RMSNormalization', ['h', 'gamma'], 'n', { axis: -1 }]]), opset: 23 })))

  test('behavior: the normalised values are an output, and the epsilon is 0', async () => {
    const graph = floatGraph({
      inputs: { h: [3, 4] },
      outputs: { n: [3, 4] },
      constants: { ...constants, gamma: createTensor('float32', [4], Float32Array.of(1, 1, 1, 1)), epsilon: scalar(0) },
      nodes: [...centering, ['Div', ['c', 'root'], 'n']],
    })
    const samples = randomSamples(createRandom(23), [[3, 4]], 8)
    const { artifact, report } = quantize(writeModel(graph), samples)
    expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(35)
    const [answers] = await runEverywhere(artifact, [[new Float32Array(12).fill(0.3)]])
    for (const answer of answers!) expect(answer[0]!.data).toEqual(new Float32Array(12))
  })
})
