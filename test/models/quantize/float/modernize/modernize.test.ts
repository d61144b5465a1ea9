import { describe, expect, test } from 'vitest'
import { inferTypes } from '../../../../../models/graph/index.ts'
import { createTensor, openStockSession, writeModel } from '../../../../../models/index.ts'
import { evaluate } from '../../../../../models/kernels/index.ts'
import { modernize, rewriteGraph, rewrites, simplify } from '../../../../../models/quantize/float/index.ts'
import { createRandom, type FloatModelLines, floatGraph, type NodeLine, randomTensor } from '../../float-models.ts'

const image = [1, 3, 4, 5]
const floats = (...values: number[]) => createTensor('float32', [values.length], Float32Array.from(values))

interface Case {
  readonly opset: number
  readonly node: NodeLine
  readonly shape: readonly number[]
  readonly constants?: FloatModelLines['constants']
}

/** Nodes of `x` as older operator sets have them. */
const cases: Readonly<Record<string, Case>> = {
  'Clip by attributes': { opset: 7, node: ['Clip', ['x'], 'y', { min: -0.5, max: 0.25 }], shape: image },
  'Pad by attributes': {
    opset: 7,
    node: ['Pad', ['x'], 'y', { pads: [0, 0, 1, 2, 0, 0, 0, 1], value: 0.5 }],
    shape: [1, 3, 5, 8],
  },
  'Slice by attributes': {
    opset: 9,
    node: ['Slice', ['x'], 'y', { starts: [1, -4], ends: [3, 9_000_000_000_000_000], axes: [1, 3] }],
    shape: [1, 2, 4, 4],
  },
  'Squeeze by an attribute': { opset: 11, node: ['Squeeze', ['x'], 'y', { axes: [0] }], shape: [3, 4, 5] },
  'Unsqueeze by an attribute': { opset: 11, node: ['Unsqueeze', ['x'], 'y', { axes: [1] }], shape: [1, 1, 3, 4, 5] },
  'ReduceSum by an attribute': {
    opset: 11,
    node: ['ReduceSum', ['x'], 'y', { axes: [2, 3], keepdims: 0 }],
    shape: [1, 3],
  },
  'Upsample to nearest neighbours': {
    opset: 9,
    node: ['Upsample', ['x', 'scales'], 'y', { mode: 'nearest' }],
    shape: [1, 3, 8, 15],
    constants: { scales: floats(1, 1, 2, 3) },
  },
  'Upsample by linear interpolation': {
    opset: 9,
    node: ['Upsample', ['x', 'scales'], 'y', { mode: 'linear' }],
    shape: [1, 3, 8, 10],
    constants: { scales: floats(1, 1, 2, 2) },
  },
  'Softmax over the last axes together': { opset: 11, node: ['Softmax', ['x'], 'y', { axis: 1 }], shape: image },
  'Softmax over the last axis': { opset: 11, node: ['Softmax', ['x'], 'y', { axis: 3 }], shape: image },
  'LogSoftmax over the last axes together': { opset: 11, node: ['LogSoftmax', ['x'], 'y', { axis: 2 }], shape: image },
}

describe('modernize', () => {
  test.each(Object.entries(cases))('default: %s', async (_, { opset, node, shape, constants = {} }) => {
    const graph = floatGraph({ opset, inputs: { x: image }, outputs: { y: shape }, constants, nodes: [node] })
    const x = randomTensor(createRandom(8), image)
    const modern = simplify(modernize(graph))
    expect(modern.opsets.get('')).toBe(21)
    expect(inferTypes(modern).get('y')!.shape).toEqual(shape)
    const [want] = await (await openStockSession(writeModel(graph), { graphOptimizationLevel: 'all' })).run([x])
    for (const each of [modern, rewriteGraph(modern, rewrites).graph]) {
      const have = evaluate(each, new Map([['x', x]])).get('y')!
      expect(have.shape).toEqual(want!.shape)
      have.data.forEach((value, i) => {
        expect(Number(value)).toBeCloseTo(Number(want!.data[i]), 5)
      })
    }
  })

  test('behavior: a model of the newest operator set stays as it is', () => {
    const graph = floatGraph({ inputs: { x: image }, outputs: { y: image }, nodes: [['Softmax', ['x'], 'y']] })
    expect(modernize(graph)).toBe(graph)
  })
})
