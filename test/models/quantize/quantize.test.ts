import { describe, expect, test } from 'vitest'
import { admit, createTensor, quantize, readModel, referenceBackend } from '../../../models/index.ts'
import { equalBytes } from '../../../primitives/index.ts'
import { createRandom, type FloatModelLines, floatModel, randomTensor } from './float-models.ts'
import { randomSamples, runEverywhere, runInputsEverywhere } from './runs.ts'

const random = createRandom(42)
const weights = (...shape: number[]) => randomTensor(random, shape, 0.5)

const mlp: FloatModelLines = {
  inputs: { x: [1, 40] },
  outputs: { y: [1, 1] },
  constants: {
    w1: weights(40, 64),
    b1: weights(64),
    w2: weights(32, 64),
    b2: weights(32),
    w3: weights(32, 1),
    b3: weights(1),
  },
  nodes: [
    ['Gemm', ['x', 'w1', 'b1'], 'a'],
    ['Relu', ['a'], 'b'],
    ['Gemm', ['b', 'w2', 'b2'], 'c', { transB: 1 }],
    ['Relu', ['c'], 'd'],
    ['MatMul', ['d', 'w3'], 'e'],
    ['Add', ['b3', 'e'], 'y'],
  ],
}

const residual: FloatModelLines = {
  inputs: { x: [1, 3, 12, 12] },
  outputs: { y: [1, 5], z: [1, 8, 6, 6] },
  constants: {
    w1: weights(8, 3, 3, 3),
    b1: weights(8),
    w2: weights(8, 4, 3, 3),
    w3: weights(8, 1, 3, 3),
    w4: weights(288, 5),
  },
  nodes: [
    ['Conv', ['x', 'w1', 'b1'], 'a', { pads: [1, 1, 1, 1] }],
    ['Relu', ['a'], 'b'],
    ['Conv', ['b', 'w2'], 'c', { group: 2, auto_pad: 'SAME_UPPER' }],
    ['Add', ['b', 'c'], 'd'],
    ['Conv', ['d', 'w3'], 'f', { group: 8, pads: [2, 2, 2, 2], dilations: [2, 2] }],
    ['Sub', ['f', 'd'], 'g'],
    ['MaxPool', ['g'], 'h', { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] }],
    ['Relu', ['h'], 'z'],
    ['Flatten', ['z'], 'i'],
    ['MatMul', ['i', 'w4'], 'j'],
    ['Softmax', ['j'], 'y'],
  ],
}

const sequence: FloatModelLines = {
  inputs: { x: [1, 2, 9], u: [1, 2, 9] },
  outputs: { y: [1, 4, 5], v: [9, 2] },
  constants: { w: weights(4, 2, 3), b: weights(4), scale: weights(1, 2, 1) },
  nodes: [
    ['Mul', ['x', 'scale'], 'a'],
    ['Add', ['a', 'u'], 'c'],
    ['Relu', ['c'], 'd'],
    ['Conv', ['d', 'w', 'b'], 'y', { strides: [2], auto_pad: 'SAME_LOWER' }],
    ['Squeeze', ['c', 'axis'], 'e'],
    ['Transpose', ['e'], 'v'],
  ],
}
const sequenceModel: FloatModelLines = {
  ...sequence,
  constants: { ...sequence.constants, axis: { elementType: 'int64', shape: [1], data: BigInt64Array.of(0n) } },
}

const stacked: FloatModelLines = {
  inputs: { x: [3, 4, 6] },
  outputs: { y: [3, 4, 5] },
  constants: { w1: weights(6, 7), w2: weights(7, 5), b2: weights(5) },
  nodes: [
    ['Softmax', ['x'], 'a', { axis: 1 }],
    ['MatMul', ['a', 'w1'], 'b'],
    ['MatMul', ['b', 'w2'], 'c'],
    ['Add', ['c', 'b2'], 'd'],
    ['Relu', ['d'], 'e'],
    ['LogSoftmax', ['e'], 'y'],
  ],
}

const scalar = (value: number) => createTensor('float32', [], Float32Array.of(value))

const preprocessed: FloatModelLines = {
  inputs: { x: [1, 1, 8, 8] },
  outputs: { y: [1, 3], z: [1, 4, 6, 6], c: [1, 4, 6, 6] },
  constants: {
    mean: weights(1, 1, 1, 1),
    deviation: scalar(0.3),
    zero: scalar(0),
    six: scalar(0.75),
    w1: weights(4, 1, 3, 3),
    w2: weights(4, 4, 1, 1),
    b2: weights(4),
    bias: weights(1, 4, 1, 1),
    w3: weights(144, 3),
  },
  nodes: [
    ['Sub', ['x', 'mean'], 'centred'],
    ['Div', ['centred', 'deviation'], 'normal'],
    ['Conv', ['normal', 'w1'], 'a'],
    ['Clip', ['a', 'zero', 'six'], 'b'],
    ['Conv', ['b', 'w2', 'b2'], 'c'],
    ['Add', ['c', 'bias'], 'd'],
    ['Clip', ['c', 'zero'], 'e'],
    ['Mul', ['d', 'e'], 'f'],
    ['Relu', ['c'], 'g'],
    ['Add', ['f', 'g'], 'z'],
    ['Flatten', ['z'], 'h'],
    ['Gemm', ['h', 'w3'], 'i'],
    ['Clip', ['i', 'zero', 'six'], 'y'],
  ],
}

const magnified: FloatModelLines = {
  inputs: { x: [1, 6] },
  outputs: { y: [1, 2] },
  constants: {
    factors: createTensor('float32', [3, 1], Float32Array.of(1, 30, 300)),
    least: scalar(-1),
    most: scalar(1),
    w: weights(18, 2),
    shape: { elementType: 'int64', shape: [2], data: BigInt64Array.of(1n, 18n) },
  },
  nodes: [
    ['Mul', ['x', 'factors'], 'a'],
    ['Clip', ['a', 'least', 'most'], 'b'],
    ['Reshape', ['b', 'shape'], 'c'],
    ['MatMul', ['c', 'w'], 'y'],
  ],
}

const networks: readonly (readonly [
  name: string,
  lines: FloatModelLines,
  shapes: readonly number[][],
  decibels: number,
])[] = [
  ['a multilayer perceptron', mlp, [[1, 40]], 35],
  ['a residual convolutional network', residual, [[1, 3, 12, 12]], 28],
  [
    'a one-dimensional network with two inputs',
    sequenceModel,
    [
      [1, 2, 9],
      [1, 2, 9],
    ],
    35,
  ],
  ['a network with its own preprocessing, clips and branches', preprocessed, [[1, 1, 8, 8]], 24],
  ['one input magnified and clipped to several ranges', magnified, [[1, 6]], 30],
  ['products of stacked matrices between softmaxes', stacked, [[3, 4, 6]], 35],
]

describe('quantize', () => {
  test.each(networks)('default: %s', async (_, lines, shapes, decibels) => {
    const samples = randomSamples(random, shapes, 100)
    const { artifact, report } = quantize(floatModel(lines), samples)

    for (const output of report.outputs) expect(output.signalToNoiseDb).toBeGreaterThan(decibels)
    for (const layer of report.layers) expect(layer.signalToNoiseDb).toBeGreaterThan(decibels)
    for (const answers of await runEverywhere(artifact, [
      ...samples.slice(0, 20),
      ...randomSamples(random, shapes, 20, 50),
    ]))
      for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test.each(networks)('behavior: the same model and samples give the same bytes: %s', (_, lines, shapes) => {
    const samples = randomSamples(createRandom(5), shapes, 10)
    const [first, second] = [quantize(floatModel(lines), samples), quantize(floatModel(lines), samples)]
    expect(equalBytes(first.artifact, second.artifact)).toBe(true)
    expect(first.report).toEqual(second.report)
  })

  test.each(networks)('behavior: an entrance of codes has an exact form, too: %s', async (_, lines, shapes) => {
    const samples = randomSamples(createRandom(6), shapes, 30)
    const { artifact, report } = quantize(floatModel(lines), samples, { entrance: 'uint8' })
    expect(admit(artifact).summary.inputs.map(({ elementType }) => elementType)).toEqual(shapes.map(() => 'uint8'))
    for (const { signalToNoiseDb } of report.outputs) expect(signalToNoiseDb).toBeGreaterThan(15)
    const codes = shapes.map(shape => {
      const data = Uint8Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, i) => 37 * i)
      return createTensor('uint8', shape, data)
    })
    const answers = await runInputsEverywhere(artifact, codes)
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test('behavior: the artifact keeps the names, types and shapes of inputs and outputs', () => {
    const { artifact } = quantize(floatModel(residual), randomSamples(random, [[1, 3, 12, 12]], 3))
    const { inputs, outputs } = readModel(artifact)
    expect(inputs).toEqual([{ name: 'x', elementType: 'float32', dims: [1, 3, 12, 12] }])
    expect(outputs).toEqual([
      { name: 'y', elementType: 'float32', dims: [1, 5] },
      { name: 'z', elementType: 'float32', dims: [1, 8, 6, 6] },
    ])
  })

  test('behavior: an entrance of codes gives the outputs of the real values that they stand for', async () => {
    const samples = randomSamples(random, [[1, 40]], 50)
    const real = quantize(floatModel(mlp), samples)
    const coded = quantize(floatModel(mlp), samples, { entrance: 'uint8' })
    const { scale, zeroPoint } = coded.report.inputs[0]!.coding!
    expect(admit(coded.artifact).summary.inputs).toEqual([{ name: 'x', elementType: 'uint8', shape: [1, 40] }])
    expect(coded.report.outputs).toEqual(real.report.outputs)

    const codes = Uint8Array.from({ length: 40 }, (_, i) => 6 * i)
    const values = Float32Array.from(codes, code => scale * (code - zeroPoint))
    const [onCodes, onValues] = [
      await referenceBackend.createSession(admit(coded.artifact)),
      await referenceBackend.createSession(admit(real.artifact)),
    ]
    expect(await onCodes.run([{ elementType: 'uint8', shape: [1, 40], data: codes }])).toEqual(
      await onValues.run([{ elementType: 'float32', shape: [1, 40], data: values }]),
    )
  })

  test('behavior: other ways to write a product give the same outputs', async () => {
    const w = randomTensor(random, [6, 4])
    const b = randomTensor(random, [4])
    const transposed = { ...w, shape: [4, 6], data: w.data.map((_, i) => w.data[(i % 6) * 4 + Math.floor(i / 6)]!) }
    const shapes = { inputs: { x: [2, 6] }, outputs: { y: [2, 4] } }
    const samples = randomSamples(random, [[2, 6]], 20)
    const answersOf = async (lines: Omit<FloatModelLines, 'inputs' | 'outputs'>) => {
      const { artifact } = quantize(floatModel({ ...shapes, ...lines }), samples)
      const session = await referenceBackend.createSession(admit(artifact))
      return Promise.all(samples.map(([x]) => session.run([createTensor('float32', [2, 6], x!)])))
    }

    const plain = await answersOf({ constants: { w, b }, nodes: [['Gemm', ['x', 'w', 'b'], 'y']] })
    const halved = { ...w, data: w.data.map(weight => weight / 2) }
    const others: readonly Omit<FloatModelLines, 'inputs' | 'outputs'>[] = [
      { constants: { transposed, b }, nodes: [['Gemm', ['x', 'transposed', 'b'], 'y', { transB: 1 }]] },
      {
        constants: { halved, b: { ...b, data: b.data.map(bias => bias * 4) } },
        nodes: [['Gemm', ['x', 'halved', 'b'], 'y', { alpha: 2, beta: 0.25 }]],
      },
      {
        constants: { w, b },
        nodes: [
          ['MatMul', ['x', 'w'], 'product'],
          ['Add', ['b', 'product'], 'y'],
        ],
      },
      {
        constants: { w, b },
        nodes: [
          ['Transpose', ['x'], 'columns'],
          ['Gemm', ['columns', 'w', 'b'], 'y', { transA: 1 }],
        ],
      },
    ]
    for (const other of others) expect(await answersOf(other)).toEqual(plain)
  })

  test('behavior: an output that is an input moved is exact', async () => {
    const lines: FloatModelLines = {
      inputs: { x: [2, 3] },
      outputs: { y: [3, 2], same: [2, 3] },
      nodes: [
        ['Transpose', ['x'], 'y'],
        ['Identity', ['x'], 'same'],
      ],
    }
    const samples = randomSamples(random, [[2, 3]], 5)
    const { artifact, report } = quantize(floatModel(lines), samples)
    expect(report.outputs.map(({ maxAbsoluteError }) => maxAbsoluteError)).toEqual([0, 0])
    for (const answers of await runEverywhere(artifact, samples))
      for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test('behavior: ranges that leave out rare values cost accuracy on those alone', () => {
    const samples = randomSamples(random, [[1, 40]], 300)
    const outlier = [Float32Array.from({ length: 40 }, (_, i) => (i === 0 ? 40 : 0))]
    const evaluation = { samples: randomSamples(random, [[1, 40]], 50) }
    const noise = (ranges: 'min-max' | 'percentile') =>
      quantize(floatModel(mlp), [...samples, outlier], { ranges, evaluation }).report.outputs[0]!.signalToNoiseDb!
    expect(noise('percentile')).toBeGreaterThan(noise('min-max') + 6)
  })
})
