import { describe, expect, test } from 'vitest'
import { createTensor, quantize, writeModel } from '../../../../../models/index.ts'
import {
  createRandom,
  type FloatModelLines,
  floatGraph,
  floatModel,
  type NodeLine,
  randomTensor,
} from '../../float-models.ts'
import { randomSamples, runEverywhere, runInputsEverywhere } from '../../runs.ts'

const [tokens, width, heads] = [6, 16, 2]
const random = createRandom(11)
const scalar = (value: number) => createTensor('float32', [], Float32Array.of(value))
const list = (...values: number[]) => createTensor('int64', [values.length], BigInt64Array.from(values, BigInt))

/** Above the diagonal `masked`, elsewhere 0. */
const causal = (masked: number) =>
  createTensor(
    'float32',
    [1, 1, tokens, tokens],
    Float32Array.from({ length: tokens * tokens }, (_, i) => (i % tokens > Math.floor(i / tokens) ? masked : 0)),
  )

const constants = {
  wq: randomTensor(random, [width, width], 0.7),
  wk: randomTensor(random, [width, width], 0.7),
  wv: randomTensor(random, [width, width], 0.7),
  wo: randomTensor(random, [width, width], 0.7),
  split: list(1, tokens, heads, width / heads),
  joined: list(1, tokens, width),
  root: scalar(Math.sqrt(width / heads)),
}

/** Multi-head attention as PyTorch writes it, its scores made `masked` by the nodes between. */
function attention(masks: readonly NodeLine[], extra: FloatModelLines['constants'] = {}): FloatModelLines {
  return {
    inputs: { x: [1, tokens, width] },
    outputs: { y: [1, tokens, width] },
    constants: { ...constants, ...extra },
    nodes: [
      ['MatMul', ['x', 'wq'], 'q'],
      ['MatMul', ['x', 'wk'], 'k'],
      ['MatMul', ['x', 'wv'], 'v'],
      ['Reshape', ['q', 'split'], 'qs'],
      ['Reshape', ['k', 'split'], 'ks'],
      ['Reshape', ['v', 'split'], 'vs'],
      ['Transpose', ['qs'], 'qt', { perm: [0, 2, 1, 3] }],
      ['Transpose', ['ks'], 'kt', { perm: [0, 2, 3, 1] }],
      ['Transpose', ['vs'], 'vt', { perm: [0, 2, 1, 3] }],
      ['MatMul', ['qt', 'kt'], 'raw'],
      ['Div', ['raw', 'root'], 'scores'],
      ...masks,
      ['Softmax', ['masked'], 'shares', { axis: 3 }],
      ['MatMul', ['shares', 'vt'], 'mixed'],
      ['Transpose', ['mixed'], 'back', { perm: [0, 2, 1, 3] }],
      ['Reshape', ['back', 'joined'], 'rows'],
      ['MatMul', ['rows', 'wo'], 'projected'],
      ['Add', ['x', 'projected'], 'y'],
    ],
  }
}

const samples = randomSamples(createRandom(12), [[1, tokens, width]], 24, 2)

async function check(lines: FloatModelLines, leastDb: number): Promise<void> {
  const { artifact, report } = quantize(floatModel(lines), samples.slice(0, 16), {
    evaluation: { samples: samples.slice(16) },
  })
  expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(leastDb)
  const wild = randomSamples(createRandom(13), [[1, tokens, width]], 2, 1e4)
  for (const answers of await runEverywhere(artifact, [...samples.slice(0, 2), ...wild]))
    for (const answer of answers) expect(answer).toEqual(answers[0])
}

describe('quantize', () => {
  test('behavior: attention without a mask is close to float32, and the same bits everywhere', () =>
    check(attention([['Identity', ['scores'], 'masked']]), 30))

  test.each([-Infinity, -3.4e38, -1e4])('behavior: a causal mask of %d', masked =>
    check(attention([['Add', ['scores', 'mask'], 'masked']], { mask: causal(masked) }), 30),
  )

  test('behavior: rows that are masked whole are shares of what they hold', () =>
    check(
      attention([['Add', ['mask', 'scores'], 'masked']], {
        mask: createTensor('float32', [1], Float32Array.of(-1e6)),
      }),
      30,
    ))

  test('behavior: a bias of positions is added as it is', () =>
    check(attention([['Add', ['scores', 'bias'], 'masked']], { bias: randomTensor(random, [tokens, tokens], 3) }), 24))

  test.each([
    ['kept', 'scores', 'low'],
    ['hidden', 'low', 'scores'],
  ])('behavior: scores are replaced where a constant says that they are not %s', (_, yes, no) => {
    const holds = causal(1).data.map(above => ((above === 1) === (yes === 'low') ? 1 : 0))
    const condition = createTensor('bool', [1, 1, tokens, tokens], Uint8Array.from(holds))
    const nodes: readonly NodeLine[] = [['Where', ['condition', yes, no], 'masked']]
    return check(attention(nodes, { condition, low: scalar(-Infinity) }), 30)
  })

  test.each<readonly [string, readonly NodeLine[]]>([
    [
      'added',
      [
        ['Cast', ['given'], 'real', { to: 1 }],
        ['Sub', ['one', 'real'], 'hidden'],
        ['Mul', ['hidden', 'low'], 'mask'],
        ['Add', ['scores', 'causal'], 'first'],
        ['Add', ['first', 'mask'], 'masked'],
      ],
    ],
    [
      'chosen by',
      [
        ['Cast', ['given'], 'condition', { to: 9 }],
        ['Where', ['condition', 'scores', 'low'], 'first'],
        ['Add', ['causal', 'first'], 'masked'],
      ],
    ],
    [
      'compared with the number of padding',
      [
        ['Equal', ['given', 'padding'], 'hidden'],
        ['Where', ['hidden', 'low', 'scores'], 'first'],
        ['Add', ['first', 'causal'], 'masked'],
      ],
    ],
  ])('behavior: a mask of integers that the caller gives, %s', async (_, masks) => {
    const low = scalar(-3.4028234663852886e38)
    const padding = createTensor('int64', [], BigInt64Array.of(0n))
    const graph = floatGraph(attention(masks, { one: scalar(1), low, causal: causal(-1e4), padding }))
    const given = { name: 'given', elementType: 'int64' as const, dims: [1, 1, 1, tokens] }
    const model = writeModel({ ...graph, inputs: [...graph.inputs, given] })
    const masked = samples.map(([x], i) => [
      x!,
      BigInt64Array.from({ length: tokens }, (_, at) => BigInt(at <= i % tokens)),
    ])
    const { artifact, report } = quantize(model, masked)
    expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(30)
    for (const sample of masked.slice(0, 3)) {
      const inputs = [
        createTensor('float32', [1, tokens, width], sample[0] as Float32Array),
        createTensor('int64', [1, 1, 1, tokens], sample[1] as BigInt64Array),
      ]
      const answers = await runInputsEverywhere(artifact, inputs)
      for (const answer of answers) expect(answer).toEqual(answers[0])
    }
  })

  test('behavior: attention with packed projections and scaled factors, as PyTorch exports its encoder layer', async () => {
    const [steps, features] = [5, 12]
    const head = features / 3
    const drawn = (...shape: number[]) => randomTensor(random, shape, 0.5)
    const lines: FloatModelLines = {
      inputs: { x: [steps, 1, features] },
      outputs: { y: [steps, 1, features] },
      constants: {
        packed: drawn(features, 3 * features),
        packedBias: drawn(3 * features),
        apart: list(steps, 1, 3, features),
        zero: list(0),
        first: createTensor('int64', [], BigInt64Array.of(0n)),
        next: createTensor('int64', [], BigInt64Array.of(1n)),
        last: createTensor('int64', [], BigInt64Array.of(2n)),
        heads: list(steps, 3, head),
        unit: scalar(head ** -0.25),
        rows: list(steps, features),
        out: drawn(features, features),
        outBias: drawn(features),
        whole: list(steps, 1, features),
        gamma: drawn(features),
        beta: drawn(features),
      },
      nodes: [
        ['MatMul', ['x', 'packed'], 'product'],
        ['Add', ['product', 'packedBias'], 'projected'],
        ['Reshape', ['projected', 'apart'], 'parts'],
        ['Unsqueeze', ['parts', 'zero'], 'raised'],
        ['Transpose', ['raised'], 'turned', { perm: [3, 1, 2, 0, 4] }],
        ['Squeeze', ['turned', 'three'], 'ordered'],
        ['Gather', ['ordered', 'first'], 'q', { axis: 0 }],
        ['Gather', ['ordered', 'next'], 'k', { axis: 0 }],
        ['Gather', ['ordered', 'last'], 'v', { axis: 0 }],
        ['Reshape', ['q', 'heads'], 'qh'],
        ['Reshape', ['k', 'heads'], 'kh'],
        ['Reshape', ['v', 'heads'], 'vh'],
        ['Transpose', ['qh'], 'qt', { perm: [1, 0, 2] }],
        ['Transpose', ['kh'], 'kt', { perm: [1, 2, 0] }],
        ['Transpose', ['vh'], 'vt', { perm: [1, 0, 2] }],
        ['Mul', ['qt', 'unit'], 'qs'],
        ['Mul', ['kt', 'unit'], 'ks'],
        ['MatMul', ['qs', 'ks'], 'scores'],
        ['Softmax', ['scores'], 'shares', { axis: -1 }],
        ['MatMul', ['shares', 'vt'], 'mixed'],
        ['Transpose', ['mixed'], 'back', { perm: [1, 0, 2] }],
        ['Reshape', ['back', 'rows'], 'joined'],
        ['Gemm', ['joined', 'out', 'outBias'], 'given'],
        ['Reshape', ['given', 'whole'], 'attended'],
        ['Add', ['x', 'attended'], 'sum'],
        ['LayerNormalization', ['sum', 'gamma', 'beta'], 'y', { axis: -1 }],
      ],
    }
    const withAxis = { ...lines, constants: { ...lines.constants, three: list(3) } }
    const inputs = randomSamples(createRandom(15), [[steps, 1, features]], 24)
    const { artifact, report } = quantize(floatModel(withAxis), inputs)
    expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(28)
    for (const answers of await runEverywhere(artifact, inputs.slice(0, 2)))
      for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test('behavior: a stack of constant matrices on either side of a product', async () => {
    const lines: FloatModelLines = {
      inputs: { x: [2, 3, 5] },
      outputs: { y: [2, 4, 4] },
      constants: { left: randomTensor(random, [4, 3]), right: randomTensor(random, [2, 5, 4]) },
      nodes: [
        ['MatMul', ['x', 'right'], 'a'],
        ['MatMul', ['left', 'a'], 'y'],
      ],
    }
    const inputs = randomSamples(createRandom(14), [[2, 3, 5]], 8)
    const { artifact, report } = quantize(floatModel(lines), inputs)
    expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(35)
    for (const answers of await runEverywhere(artifact, inputs.slice(0, 2)))
      for (const answer of answers) expect(answer).toEqual(answers[0])
  })
})
