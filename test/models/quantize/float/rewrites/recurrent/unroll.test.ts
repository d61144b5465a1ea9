import { describe, expect, test } from 'vitest'
import type { Attribute, Graph } from '../../../../../../models/graph/index.ts'
import { quantize, UnquantizableModelError, writeModel } from '../../../../../../models/index.ts'
import { evaluate } from '../../../../../../models/kernels/index.ts'
import { rewriteGraph, rewrites } from '../../../../../../models/quantize/float/index.ts'
import { createTensor, type Tensor } from '../../../../../../models/tensor/index.ts'
import { createRandom, floatGraph, type Random, randomTensor } from '../../../float-models.ts'
import { randomSamples, runEverywhere } from '../../../runs.ts'

const [steps, batch, inputSize, hiddenSize] = [5, 2, 3, 4]
const gateCounts = { RNN: 1, GRU: 3, LSTM: 4 } as const
type Recurrent = keyof typeof gateCounts

interface Variation {
  readonly direction?: 'forward' | 'reverse' | 'bidirectional'
  readonly initial?: 'constant' | 'computed'
  readonly layout?: number
  readonly linear_before_reset?: number
  readonly activations?: readonly string[]
  readonly clip?: number
  readonly bias?: boolean
  readonly outputs?: readonly string[]
}

function recurrentGraph(operator: Recurrent, variation: Variation, random: Random): Graph {
  const { direction = 'forward', initial, layout = 0, bias = true } = variation
  const directions = direction === 'bidirectional' ? 2 : 1
  const rows = gateCounts[operator] * hiddenSize
  const state = layout === 1 ? [batch, directions, hiddenSize] : [directions, batch, hiddenSize]
  const inputShape = layout === 1 ? [batch, steps, inputSize] : [steps, batch, inputSize]
  const allShape = layout === 1 ? [batch, steps, directions, hiddenSize] : [steps, directions, batch, hiddenSize]
  const outputs = { all: allShape, hidden: state, ...(operator === 'LSTM' && { cell: state }) }
  const wanted = variation.outputs ?? Object.keys(outputs)
  const constants: Record<string, Tensor> = {
    w: randomTensor(random, [directions, rows, inputSize], 0.9),
    r: randomTensor(random, [directions, rows, hiddenSize], 0.9),
    ...(bias && { b: randomTensor(random, [directions, 2 * rows], 0.5) }),
    ...(initial === 'constant' && { h0: randomTensor(random, state), c0: randomTensor(random, state) }),
  }
  const states = initial === undefined ? [] : ['', 'h0', ...(operator === 'LSTM' ? ['c0'] : [])]
  const attributes: [string, Attribute][] = [['hidden_size', { kind: 'int', value: BigInt(hiddenSize) }]]
  attributes.push(
    ['direction', { kind: 'string', value: direction }],
    ['layout', { kind: 'int', value: BigInt(layout) }],
  )
  if (variation.linear_before_reset) attributes.push(['linear_before_reset', { kind: 'int', value: 1n }])
  if (variation.activations) attributes.push(['activations', { kind: 'strings', value: variation.activations }])
  if (variation.clip) attributes.push(['clip', { kind: 'float', value: variation.clip }])
  const graph = floatGraph({
    inputs: {
      x: inputShape,
      ...(initial === 'computed' && { h0: state, ...(operator === 'LSTM' && { c0: state }) }),
    },
    outputs: Object.fromEntries(Object.entries(outputs).filter(([name]) => wanted.includes(name))),
    constants,
    nodes: [],
  })
  const node = {
    name: 'layer',
    opType: operator,
    domain: '',
    inputs: ['x', 'w', 'r', ...(bias || states.length > 0 ? [bias ? 'b' : ''] : []), ...states],
    outputs: Object.keys(outputs).map(name => (wanted.includes(name) ? name : '')),
    attributes: new Map(attributes),
  }
  return { ...graph, nodes: [node] }
}

const variations: readonly (readonly [Recurrent, Variation])[] = [
  ['RNN', {}],
  ['RNN', { direction: 'bidirectional', activations: ['Relu', 'Tanh'] }],
  ['RNN', { direction: 'reverse', layout: 1, initial: 'computed', clip: 0.5 }],
  ['GRU', {}],
  ['GRU', { linear_before_reset: 1, initial: 'computed' }],
  ['GRU', { direction: 'bidirectional', linear_before_reset: 1, bias: false }],
  ['GRU', { direction: 'bidirectional', layout: 1, initial: 'constant' }],
  ['LSTM', {}],
  ['LSTM', { outputs: ['hidden'], bias: false }],
  ['LSTM', { direction: 'bidirectional', initial: 'computed' }],
  ['LSTM', { direction: 'reverse', layout: 1, initial: 'constant', activations: ['Sigmoid', 'Softsign', 'Tanh'] }],
]

const inputShapesOf = ({ inputs }: Graph) => inputs.map(({ dims }) => dims as readonly number[])

describe('recurrentRewrite', () => {
  test.each(variations)('behavior: the steps of %s %o are those of the whole', (operator, variation) => {
    const graph = recurrentGraph(operator, variation, createRandom(31))
    const steps = rewriteGraph(graph, rewrites).graph
    expect(steps.nodes.some(({ opType }) => opType === operator)).toBe(false)
    for (const sample of randomSamples(createRandom(32), inputShapesOf(graph), 3)) {
      const inputs = new Map(
        graph.inputs.map(({ name, dims }, i) => [
          name,
          createTensor('float32', dims as number[], sample[i] as Float32Array),
        ]),
      )
      const [want, have] = [evaluate(graph, inputs), evaluate(steps, inputs)]
      for (const { name } of graph.outputs) {
        expect(have.get(name)!.shape).toEqual(want.get(name)!.shape)
        want.get(name)!.data.forEach((value, i) => {
          expect(Math.abs(Number(value) - Number(have.get(name)!.data[i]))).toBeLessThan(1e-5)
        })
      }
    }
  })
})

describe('quantize', () => {
  test.each(variations)(
    'behavior: %s %o is close to float32, and the same bits everywhere',
    async (operator, variation) => {
      const graph = recurrentGraph(operator, variation, createRandom(33))
      const samples = randomSamples(createRandom(34), inputShapesOf(graph), 32)
      const { artifact, report } = quantize(writeModel(graph), samples)
      for (const { signalToNoiseDb } of report.outputs) expect(signalToNoiseDb).toBeGreaterThan(25)
      const wild = randomSamples(createRandom(35), inputShapesOf(graph), 1, 1e3)
      for (const answers of await runEverywhere(artifact, [...samples.slice(0, 2), ...wild]))
        for (const answer of answers) expect(answer).toEqual(answers[0])
    },
  )

  test('behavior: the steps share their weights', () => {
    const random = createRandom(36)
    const graph = recurrentGraph('LSTM', { outputs: ['hidden'] }, random)
    const wide = (size: number) => {
      const [rows, hidden] = [4 * size, size]
      const constants = {
        w: randomTensor(random, [1, rows, inputSize]),
        r: randomTensor(random, [1, rows, hidden]),
        b: randomTensor(random, [1, 2 * rows]),
      }
      const node = graph.nodes[0]!
      const attributes = new Map([...node.attributes, ['hidden_size', { kind: 'int', value: BigInt(size) }] as const])
      return writeModel({
        ...graph,
        initializers: new Map(Object.entries(constants)),
        outputs: [{ name: 'hidden', elementType: 'float32', dims: [1, batch, size] }],
        nodes: [{ ...node, attributes }],
      })
    }
    const { artifact } = quantize(wide(64), randomSamples(random, [[steps, batch, inputSize]], 4))
    expect(artifact.length).toBeLessThan(2 * 4 * 64 * 64 + 40_000)
  })

  test.each([
    ['peepholes', (graph: Graph) => withInputs(graph, ['', '', '', 'p']), 'it has peepholes'],
    ['lengths', (graph: Graph) => withInputs(graph, ['lengths']), 'its sequences have lengths of their own'],
  ])('error: %s', (_, change, reason) => {
    const graph = change(recurrentGraph('LSTM', {}, createRandom(37)))
    expect(() => quantize(writeModel(graph), randomSamples(createRandom(38), inputShapesOf(graph), 2))).toThrow(
      expect.objectContaining({
        code: new UnquantizableModelError([]).code,
        faults: [expect.objectContaining({ node: 'layer', operator: 'LSTM', reason })],
      }),
    )
  })
})

function withInputs(graph: Graph, more: readonly string[]): Graph {
  const [node] = graph.nodes
  const constants = new Map<string, Tensor>([
    ['p', randomTensor(createRandom(39), [1, 3 * hiddenSize])],
    ['lengths', createTensor('int32', [batch], Int32Array.of(steps, 2))],
  ])
  return {
    ...graph,
    initializers: new Map([...graph.initializers, ...[...constants].filter(([name]) => more.includes(name))]),
    nodes: [{ ...node!, inputs: [...node!.inputs, ...more] }],
  }
}
