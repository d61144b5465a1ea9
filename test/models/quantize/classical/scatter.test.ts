import { describe, expect, test } from 'vitest'
import { admit, onnxruntimeBackend, openStockSession, quantize, referenceBackend } from '../../../../models/index.ts'
import { writeModel } from '../../../../models/onnx/index.ts'
import { createTensor, tensorsToBytes } from '../../../../models/tensor/index.ts'
import { randomSource } from '../../../suites/random-source.ts'
import { floatGraph, type NodeLine } from '../float-models.ts'

const [accounts, features, edges, hidden] = [10, 4, 30, 6] as const

/** Message passing as PyTorch Geometric exports it: rows of a product, gathered by the edges' sources, added at their targets. */
function passing(scatter: 'ScatterElements' | 'ScatterND', layers: number) {
  const random = randomSource(3)
  const weights = (rows: number, columns: number) =>
    createTensor('float32', [rows, columns], random.floats(rows * columns, 0.7))
  const constants = {
    first: createTensor('int64', [], BigInt64Array.of(0n)),
    second: createTensor('int64', [], BigInt64Array.of(1n)),
    last: createTensor('int64', [1], BigInt64Array.of(-1n)),
    wide: createTensor('int64', [2], BigInt64Array.of(BigInt(edges), BigInt(hidden))),
    zeros: createTensor('float32', [accounts, hidden], new Float32Array(accounts * hidden)),
    ...Object.fromEntries(
      Array.from({ length: layers }, (_, i) => [
        [`message_${i}`, weights(i === 0 ? features : hidden, hidden)],
        [`own_${i}`, weights(i === 0 ? features : hidden, hidden)],
      ]).flat(),
    ),
    score: weights(hidden, 1),
  }
  const nodes: NodeLine[] = [
    ['Gather', ['edges', 'first'], 'from', { axis: 0 }],
    ['Gather', ['edges', 'second'], 'to', { axis: 0 }],
    ['Unsqueeze', ['to', 'last'], 'column'],
  ]
  if (scatter === 'ScatterElements') nodes.push(['Expand', ['column', 'wide'], 'places'])
  let value = 'accounts'
  for (let i = 0; i < layers; i++) {
    nodes.push(
      ['MatMul', [value, `message_${i}`], `sent_${i}`],
      ['Gather', [`sent_${i}`, 'from'], `carried_${i}`, { axis: 0 }],
      [
        scatter,
        ['zeros', scatter === 'ScatterND' ? 'column' : 'places', `carried_${i}`],
        `met_${i}`,
        scatter === 'ScatterND' ? { reduction: 'add' } : { axis: 0, reduction: 'add' },
      ],
      ['MatMul', [value, `own_${i}`], `kept_${i}`],
      ['Add', [`met_${i}`, `kept_${i}`], `sum_${i}`],
      ['Relu', [`sum_${i}`], `hidden_${i}`],
    )
    value = `hidden_${i}`
  }
  nodes.push(['MatMul', [value, 'score'], 'scores'])
  const graph = floatGraph({
    inputs: { accounts: [accounts, features] },
    outputs: { scores: [accounts, 1] },
    constants,
    nodes,
  })
  const declared = { name: 'edges', elementType: 'int64' as const, dims: [2, edges] }
  return writeModel({ ...graph, inputs: [...graph.inputs, declared] })
}

function samplesOf(count: number) {
  const random = randomSource(4)
  return Array.from({ length: count }, () => [
    random.floats(accounts * features, 1),
    BigInt64Array.from({ length: 2 * edges }, () => BigInt(random.integer(0, accounts - 1))),
  ])
}

describe('graph networks', () => {
  for (const scatter of ['ScatterElements', 'ScatterND'] as const)
    test(`behavior: messages added by ${scatter} follow the float file, alike everywhere`, async () => {
      const samples = samplesOf(20)
      const { artifact, report } = quantize(passing(scatter, 2), samples)
      expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(28)
      const model = admit(artifact)
      expect(model.graph.graph.nodes.filter(({ opType }) => opType === 'ScatterElements')).toHaveLength(2)
      const sessions = [
        await referenceBackend.createSession(model),
        await onnxruntimeBackend.createSession(model),
        await openStockSession(artifact, { graphOptimizationLevel: 'disabled' }),
        await openStockSession(artifact, { graphOptimizationLevel: 'all', intraOpNumThreads: 2 }),
      ]
      for (const sample of samples) {
        const inputs = model.summary.inputs.map(({ elementType, shape }, i) =>
          createTensor(elementType, shape, sample[i] as never),
        )
        const answers = []
        for (const session of sessions) answers.push(tensorsToBytes(await session.run(inputs)))
        for (const answer of answers) expect(answer).toEqual(answers[0])
      }
      for (const session of sessions) await session.dispose()
    })

  test('error: other reductions, and what is scattered over numbers, are refused by name', () => {
    const refuse = (reduction: string, start: number, place = 2n) => {
      const constants = {
        start: createTensor('float32', [3, 2], new Float32Array(6).fill(start)),
        places: createTensor('int64', [1, 1], BigInt64Array.of(place)),
        weights: createTensor('float32', [2, 2], Float32Array.of(1, 2, 3, 4)),
      }
      const graph = floatGraph({
        inputs: { x: [1, 2] },
        outputs: { y: [3, 2] },
        constants,
        nodes: [
          ['MatMul', ['x', 'weights'], 'h'],
          ['ScatterND', ['start', 'places', 'h'], 'y', { reduction }],
        ],
      })
      return () => quantize(writeModel(graph), [[Float32Array.of(1, 2)]])
    }
    expect(refuse('add', 0)).not.toThrow()
    expect(refuse('max', 0)).toThrow('its reduction is not add')
    expect(refuse('add', 1)).toThrow('not all 0')
    expect(refuse('add', 0, -3n)).not.toThrow()
    expect(refuse('add', 0, 3n)).toThrow('it scatters to index 3 of 3')
    expect(refuse('add', 0, -4n)).toThrow('it scatters to index -4 of 3')
  })
})
