import { describe, expect, test } from 'vitest'
import { admit, createTensor, quantize, UnquantizableModelError } from '../../../../../models/index.ts'
import { createRandom, floatModel, type NodeLine, randomTensor } from '../../float-models.ts'
import { randomSamples, runEverywhere } from '../../runs.ts'

const scalar = (value: number) => createTensor('float32', [], Float32Array.of(value))

/** Nodes that compute `a` from `v`, by the function's name, and the function. */
const activations: Readonly<Record<string, readonly [nodes: readonly NodeLine[], apply: (x: number) => number]>> = {
  Sigmoid: [[['Sigmoid', ['v'], 'a']], x => 1 / (1 + Math.exp(-x))],
  Tanh: [[['Tanh', ['v'], 'a']], Math.tanh],
  Abs: [[['Abs', ['v'], 'a']], Math.abs],
  Floor: [[['Floor', ['v'], 'a']], Math.floor],
  Exp: [[['Exp', ['v'], 'a']], Math.exp],
  Softsign: [[['Softsign', ['v'], 'a']], x => x / (1 + Math.abs(x))],
  LeakyRelu: [[['LeakyRelu', ['v'], 'a', { alpha: 0.25 }]], x => (x < 0 ? x / 4 : x)],
  'PRelu with one slope': [[['PRelu', ['v', 'half'], 'a']], x => (x < 0 ? x / 2 : x)],
  'a cube': [[['Pow', ['v', 'three'], 'a']], x => x ** 3],
  'a clip that leaves out zero': [[['Clip', ['v', 'half', 'three'], 'a']], x => Math.min(3, Math.max(0.5, x))],
  Silu: [
    [
      ['Sigmoid', ['v'], 's'],
      ['Mul', ['v', 's'], 'a'],
    ],
    x => x / (1 + Math.exp(-x)),
  ],
  HardSwish: [
    [
      ['Add', ['v', 'three'], 'b'],
      ['Clip', ['b', 'zero', 'six'], 'c'],
      ['Mul', ['v', 'c'], 'd'],
      ['Div', ['d', 'six'], 'a'],
    ],
    x => (x * Math.min(6, Math.max(0, x + 3))) / 6,
  ],
  'Gelu by tanh': [
    [
      ['Pow', ['v', 'three'], 'b'],
      ['Mul', ['b', 'k'], 'c'],
      ['Add', ['v', 'c'], 'd'],
      ['Mul', ['d', 'r'], 'e'],
      ['Tanh', ['e'], 't'],
      ['Add', ['t', 'one'], 'f'],
      ['Mul', ['v', 'half'], 'h'],
      ['Mul', ['h', 'f'], 'a'],
    ],
    x => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  ],
}

const constants = {
  w: randomTensor(createRandom(1), [6, 6]),
  zero: scalar(0),
  half: scalar(0.5),
  one: scalar(1),
  three: scalar(3),
  six: scalar(6),
  k: scalar(0.044715),
  r: scalar(Math.sqrt(2 / Math.PI)),
}

describe('functions of one value', () => {
  test.each(Object.entries(activations))(
    'default: %s is one table, and the same bits everywhere',
    async (_, activation) => {
      const [nodes, apply] = activation
      const model = floatModel({
        inputs: { x: [2, 6] },
        outputs: { v: [2, 6], a: [2, 6], y: [2, 6] },
        constants,
        nodes: [['MatMul', ['x', 'w'], 'v'], ...nodes, ['MatMul', ['a', 'w'], 'y']],
      })
      const samples = randomSamples(createRandom(2), [[2, 6]], 40, 2)
      const { artifact, report } = quantize(model, samples)
      const layers = report.layers.map(({ operators }) => operators)
      expect(layers).toContainEqual(nodes.map(([opType]) => opType))
      const lookups = admit(artifact).graph.graph.nodes.filter(({ opType }) => opType === 'GatherElements')
      expect(lookups.length).toBe(1)
      const { scale, zeroPoint } = report.layers.at(-1)!.coding
      const coded = (value: number) => Math.min(scale * (255 - zeroPoint), Math.max(-scale * zeroPoint, value))
      for (const answers of await runEverywhere(artifact, samples.slice(0, 8))) {
        for (const answer of answers) expect(answer).toEqual(answers[0])
        const [v, a] = answers[0]!
        v!.data.forEach((value, i) => {
          expect(Math.abs(Number(a!.data[i]) - coded(apply(Number(value))))).toBeLessThanOrEqual(0.51 * scale)
        })
      }
    },
  )

  test.each(['Sigmoid', 'Tanh', 'Softsign'])(
    'behavior: at the end of a model the table of %s holds real values, finer than codes where it levels out',
    async opType => {
      const model = floatModel({
        inputs: { x: [2, 6] },
        outputs: { y: [2, 6] },
        constants,
        nodes: [
          ['MatMul', ['x', 'w'], 'v'],
          [opType, ['v'], 'y'],
        ],
      })
      const samples = randomSamples(createRandom(2), [[2, 6]], 40, 6)
      const wild = randomSamples(createRandom(2), [[2, 6]], 3, 1e6)
      const { artifact, report } = quantize(model, samples)
      const { graph } = admit(artifact).graph
      expect(graph.nodes.map(each => each.opType)).not.toContain('DequantizeLinear')
      expect(graph.nodes.some(each => each.opType === 'Gather')).toBe(opType !== 'Softsign')
      if (opType !== 'Softsign') expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(38)
      for (const answers of await runEverywhere(artifact, [...samples.slice(0, 8), ...wild]))
        for (const answer of answers) expect(answer).toEqual(answers[0])
    },
  )

  test('behavior: poles become the ends of the table', async () => {
    const model = floatModel({
      inputs: { x: [1, 6] },
      outputs: { y: [1, 6], z: [1, 6] },
      constants,
      nodes: [
        ['Log', ['x'], 'y'],
        ['Reciprocal', ['x'], 'z'],
      ],
    })
    const samples = [[Float32Array.of(1, 2, 3, 4, 5, 6)]]
    const { artifact } = quantize(model, samples)
    for (const answers of await runEverywhere(artifact, [...samples, [new Float32Array(6)]]))
      for (const answer of answers) {
        expect(answer).toEqual(answers[0])
        for (const { data } of answer) for (const value of data) expect(value).toSatisfy(Number.isFinite)
      }
  })

  test('behavior: what others read in the middle of a chain has its own codes', () => {
    const model = floatModel({
      inputs: { x: [1, 6] },
      outputs: { s: [1, 6], a: [1, 6] },
      constants,
      nodes: [
        ['MatMul', ['x', 'w'], 'v'],
        ['Sigmoid', ['v'], 's'],
        ['Tanh', ['s'], 't'],
        ['MatMul', ['t', 'w'], 'a'],
      ],
    })
    const { report } = quantize(model, randomSamples(createRandom(2), [[1, 6]], 4))
    expect(report.layers.map(({ operators }) => operators)).toEqual([['MatMul'], ['Sigmoid'], ['Tanh']])
  })

  test('error: a power whose exponent is computed', () => {
    const model = floatModel({
      inputs: { x: [1, 6], e: [1, 6] },
      outputs: { y: [1, 6] },
      nodes: [['Pow', ['x', 'e'], 'y']],
    })
    const run = () => quantize(model, [[new Float32Array(6), new Float32Array(6)]])
    expect(run).toThrow(UnquantizableModelError)
    expect(run).toThrow('a second operand is computed')
  })
})
