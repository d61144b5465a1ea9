import { describe, expect, test } from 'vitest'
import { admit, quantize } from '../../../../../models/index.ts'
import { createRandom, floatModel, type NodeLine } from '../../float-models.ts'
import { randomSamples, runEverywhere } from '../../runs.ts'

/** Pools of `x` [1, 3, 7, 6], the shape of their result, and the operator that sums. */
const pools: Readonly<Record<string, readonly [NodeLine, readonly number[], string]>> = {
  'whole planes': [['GlobalAveragePool', ['x'], 'y'], [1, 3, 1, 1], 'QLinearConv'],
  'the greatest of whole planes': [['GlobalMaxPool', ['x'], 'y'], [1, 3, 1, 1], 'MaxPool'],
  'windows without padding': [
    ['AveragePool', ['x'], 'y', { kernel_shape: [2, 3], strides: [2, 1] }],
    [1, 3, 3, 4],
    'QLinearConv',
  ],
  'counted padding': [
    ['AveragePool', ['x'], 'y', { kernel_shape: [3, 3], pads: [1, 1, 1, 1], count_include_pad: 1 }],
    [1, 3, 7, 6],
    'QLinearConv',
  ],
  'padding that does not count': [
    ['AveragePool', ['x'], 'y', { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [2, 2] }],
    [1, 3, 4, 3],
    'ConvInteger',
  ],
  'windows that reach past the end': [
    ['AveragePool', ['x'], 'y', { kernel_shape: [3, 2], strides: [2, 3], ceil_mode: 1 }],
    [1, 3, 3, 2],
    'QLinearConv',
  ],
  'padding to the same size': [
    ['AveragePool', ['x'], 'y', { kernel_shape: [2, 2], auto_pad: 'SAME_UPPER' }],
    [1, 3, 7, 6],
    'ConvInteger',
  ],
}

describe('pools', () => {
  test.each(Object.entries(pools))('default: %s, close to float32 and the same bits everywhere', async (_, pool) => {
    const [node, shape, operator] = pool
    const nodes: NodeLine[] = [node, ['Relu', ['y'], 'z']]
    const samples = randomSamples(createRandom(4), [[1, 3, 7, 6]], 20, 3)
    for (const kept of [nodes, nodes.slice(0, 1)]) {
      const output = kept.at(-1)![2]
      const model = floatModel({ inputs: { x: [1, 3, 7, 6] }, outputs: { [output]: shape }, nodes: kept })
      const { artifact, report } = quantize(model, samples)
      const operators = admit(artifact).graph.graph.nodes.map(({ opType }) => opType)
      if (kept === nodes) expect(operators).toContain(operator)
      expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(35)
      for (const answers of await runEverywhere(artifact, samples.slice(0, 4)))
        for (const answer of answers) expect(answer).toEqual(answers[0])
    }
  })
})
