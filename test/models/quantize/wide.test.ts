import { describe, expect, test } from 'vitest'
import { onnxruntimeBackend, tfjsBackend, wasmBackend } from '../../../models/backends/index.ts'
import { type QuantizationReport, quantize, readModel } from '../../../models/index.ts'
import { createTensor, elementCount, type Shape, type Tensor } from '../../../models/tensor/index.ts'
import { expectAgreement } from '../../suites/agreement.ts'
import { createRandom, floatModel, type Random, randomTensor } from './float-models.ts'
import { randomNetwork } from './random-network.ts'
import { randomSamples } from './runs.ts'

const backends = [wasmBackend, onnxruntimeBackend, tfjsBackend]

/** Weights that eight bits hold as they are, with their channels along the first axis: what is lost is lost in activations. */
function gridWeights(random: Random, shape: Shape, scale: number): Tensor<'float32'> {
  const size = elementCount(shape) / shape[0]!
  return createTensor(
    'float32',
    shape,
    Float32Array.from({ length: elementCount(shape) }, (_, at) =>
      Math.fround((scale / 127) * (at % size === 0 ? 127 : Math.round(127 * random()))),
    ),
  )
}

/** Two residual blocks, a depthwise convolution with stride, an average, and a classifier. */
function residualNetwork(seed: number): Uint8Array {
  const random = createRandom(seed)
  const conv = (outputs: number, inputs: number, size: number) =>
    gridWeights(random, [outputs, inputs, size, size], 1.7 / Math.sqrt(inputs * size * size))
  return floatModel({
    inputs: { x: [1, 3, 12, 12] },
    outputs: { y: [1, 10] },
    constants: {
      w0: conv(8, 3, 3),
      b0: randomTensor(random, [8], 0.2),
      w1: conv(8, 8, 3),
      b1: randomTensor(random, [8], 0.2),
      w2: conv(8, 8, 3),
      w3: conv(8, 1, 3),
      b3: randomTensor(random, [8], 0.2),
      w4: conv(8, 8, 1),
      w5: gridWeights(random, [10, 8], 0.6),
      b5: randomTensor(random, [10], 0.2),
    },
    nodes: [
      ['Conv', ['x', 'w0', 'b0'], 'c0', { pads: [1, 1, 1, 1] }],
      ['Relu', ['c0'], 'r0'],
      ['Conv', ['r0', 'w1', 'b1'], 'c1', { pads: [1, 1, 1, 1] }],
      ['Relu', ['c1'], 'r1'],
      ['Conv', ['r1', 'w2'], 'c2', { pads: [1, 1, 1, 1] }],
      ['Add', ['r0', 'c2'], 's2'],
      ['Relu', ['s2'], 'r2'],
      ['Conv', ['r2', 'w3', 'b3'], 'c3', { pads: [1, 1, 1, 1], strides: [2, 2], group: 8 }],
      ['Conv', ['c3', 'w4'], 'c4'],
      ['Add', ['c3', 'c4'], 's4'],
      ['GlobalAveragePool', ['s4'], 'p4'],
      ['Flatten', ['p4'], 'f4'],
      ['Gemm', ['f4', 'w5', 'b5'], 'y', { transB: 1 }],
    ],
  })
}

function outputSnr({ outputs }: QuantizationReport): number {
  return outputs[0]!.signalToNoiseDb!
}

describe('quantize with activations of 16 bits', { timeout: 60_000 }, () => {
  test.each([1, 2, 3])('behavior: a residual network is far closer to float32, seed %i', seed => {
    const model = residualNetwork(seed)
    const samples = randomSamples(createRandom(seed), [[1, 3, 12, 12]], 8)
    const [narrow, wide] = [8, 16].map(bits => quantize(model, samples, { activations: bits as 8 | 16 }).report)
    expect(outputSnr(wide!)).toBeGreaterThan(outputSnr(narrow!) + 25)
    expect(wide!.layers.length).toBe(narrow!.layers.length)
    for (const { name, coding, signalToNoiseDb } of wide!.layers)
      expect({ name, bits: coding.bits, near: signalToNoiseDb! > 60 }).toEqual({ name, bits: 16, near: true })
  })

  test.each([4, 5])('behavior: the same bits everywhere, seed %i', async seed => {
    const samples = randomSamples(createRandom(seed), [[1, 3, 12, 12]], 4)
    for (const entrance of ['float32', 'uint8'] as const) {
      const { artifact } = quantize(residualNetwork(seed), samples, { activations: 16, entrance })
      await expectAgreement(backends, readModel(artifact), seed)
    }
  })

  test.each(Array.from({ length: 30 }, (_, seed) => seed))(
    'behavior: random network %i, of layers that take 16 bits and that do not',
    async seed => {
      const network = randomNetwork(seed)
      const samples = randomSamples(createRandom(seed), network.inputShapes, 8, 2)
      for (const entrance of ['float32', 'uint8'] as const) {
        const { artifact, report } = quantize(floatModel(network), samples, { activations: 16, entrance })
        for (const { signalToNoiseDb } of report.outputs) expect(signalToNoiseDb ?? Infinity).toBeGreaterThan(12)
        await expectAgreement(backends, readModel(artifact), seed)
      }
    },
  )

  test.each([
    ['2 by 2', { kernel_shape: [2, 2], strides: [2, 2] }, [6, 4], 16],
    ['3 by 1 dilated', { kernel_shape: [3, 1], dilations: [2, 1], strides: [1, 2] }, [8, 4], 16],
    ['1 by 1 with stride', { kernel_shape: [1, 1], strides: [3, 1] }, [4, 8], 16],
    ['padded, in 8 bits', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }, [12, 8], undefined],
  ] as const)('behavior: pools the greatest, %s', async (_, attributes, size, bits) => {
    const random = createRandom(8)
    const model = floatModel({
      inputs: { x: [1, 2, 12, 8] },
      outputs: { y: [1, 3, ...size] },
      constants: { w: gridWeights(random, [3, 2, 1, 1], 1), v: gridWeights(random, [3, 3, 1, 1], 1) },
      nodes: [
        ['Conv', ['x', 'w'], 'c'],
        ['MaxPool', ['c'], 'm', attributes],
        ['Conv', ['m', 'v'], 'y'],
      ],
    })
    const samples = randomSamples(random, [[1, 2, 12, 8]], 6)
    const { artifact, report } = quantize(model, samples, { activations: 16 })
    expect(report.layers[0]!.coding.bits).toBe(bits)
    expect(outputSnr(report) > 75).toBe(bits === 16)
    await expectAgreement(backends, readModel(artifact), 8)
  })

  test('setting: 16 bits of named values only', () => {
    const samples = randomSamples(createRandom(7), [[1, 3, 12, 12]], 4)
    const { report } = quantize(residualNetwork(7), samples, { wide: ['x', 'c1', 'r2'] })
    const wide = report.layers.filter(({ coding }) => coding.bits === 16).map(({ name }) => name)
    expect(report.inputs[0]!.coding!.bits).toBe(16)
    expect(wide).toHaveLength(2)
  })

  test.each(['', 'nothing', 'w1'])('error: there is no value "%s"', name => {
    const samples = randomSamples(createRandom(7), [[1, 3, 12, 12]], 4)
    expect(() => quantize(residualNetwork(7), samples, { wide: [name] })).toThrow(
      expect.objectContaining({ code: 'QUANTIZE_WIDE_INVALID' }),
    )
  })

  test('default: 8 bits', () => {
    const model = residualNetwork(6)
    const samples = randomSamples(createRandom(6), [[1, 3, 12, 12]], 4)
    expect(quantize(model, samples, { activations: 8, wide: [] }).artifact).toEqual(quantize(model, samples).artifact)
  })
})
