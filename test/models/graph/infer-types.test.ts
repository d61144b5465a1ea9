import { describe, expect, test } from 'vitest'
import { checkTypes, type Graph, GraphTypeError, inferTypes } from '../../../models/graph/index.ts'
import { int, ints, Sketch, string } from '../sketch.ts'

describe('inferTypes', () => {
  test('default: every value of a float model has a type', () => {
    const s = new Sketch()
    const weights = s.constant('float32', [4, 1, 3, 3], new Float32Array(36))
    const conv = s.node('Conv', [s.input('x', 'float32', [1, 1, 8, 8]), weights], {
      pads: ints(1, 1, 1, 1),
      strides: ints(2, 2),
    })
    const flat = s.node('Flatten', [s.node('MaxPool', [conv], { kernel_shape: ints(2, 2), strides: ints(2, 2) })])
    const matrix = s.constant('float32', [3, 16], new Float32Array(48))
    const types = inferTypes(s.graph(s.node('Softmax', [s.node('Gemm', [flat, matrix], { transB: int(1) })])))
    expect([...types].map(([name, { elementType, shape }]) => `${name} ${elementType} ${shape.join('x')}`)).toEqual([
      'c0 float32 4x1x3x3',
      'c1 float32 3x16',
      'x float32 1x1x8x8',
      'n0 float32 1x4x4x4',
      'n1 float32 1x4x2x2',
      'n2 float32 1x16',
      'n3 float32 1x3',
      'n4 float32 1x3',
    ])
  })

  test('behavior: a shape that a Constant node holds is known', () => {
    const graph: Graph = {
      ...new Sketch().graph(),
      inputs: [{ name: 'x', elementType: 'float32', dims: [2, 6] }],
      nodes: [
        {
          name: '',
          opType: 'Constant',
          domain: '',
          inputs: [],
          outputs: ['shape'],
          attributes: new Map([['value_ints', { kind: 'ints', value: [0n, 3n, -1n] }]]),
        },
        { name: '', opType: 'Reshape', domain: '', inputs: ['x', 'shape'], outputs: ['y'], attributes: new Map() },
      ],
    }
    expect(inferTypes(graph).get('y')).toEqual({ elementType: 'float32', shape: [2, 3, 2] })
  })

  for (const { autoPad, pads } of [
    { autoPad: 'SAME_UPPER', pads: 3 },
    { autoPad: 'SAME_LOWER', pads: 3 },
    { autoPad: 'VALID', pads: 2 },
  ])
    test(`behavior: auto_pad ${autoPad} makes an axis of 5 under a stride of 2 one of ${pads}`, () => {
      const s = new Sketch()
      const pool = s.node('MaxPool', [s.input('x', 'uint8', [1, 1, 5])], {
        kernel_shape: ints(2),
        strides: ints(2),
        auto_pad: string(autoPad),
      })
      expect(pool.shape).toEqual([1, 1, pads])
    })

  test('error: all faults are told, and what follows from a refused node is not', () => {
    const s = new Sketch()
    const x = s.input('x', 'float32', [2, 3])
    const unknown = s.node('Mystery', [x])
    s.node('Relu', [unknown])
    s.node('MatMul', [x, x])
    s.node('Riddle', [unknown])
    const graph = s.graph()
    const hint = 'Export the model again: its file breaks the ONNX standard.'
    expect(checkTypes(graph).faults).toEqual([
      {
        node: 'n0',
        operator: 'Mystery',
        reason: 'operator Mystery is not supported',
        hint: expect.stringMatching(/^Rewrite the layer with operators that docs/),
      },
      { node: 'n2', operator: 'MatMul', reason: "the product of [2,3] and [2,3] doesn't fit", hint },
      {
        node: 'n3',
        operator: 'Riddle',
        reason: 'operator Riddle is not supported',
        hint: expect.stringMatching(/^Rewrite the layer with operators that docs/),
      },
    ])
    const error = thrownBy(() => inferTypes(graph))
    expect(error).toBeInstanceOf(GraphTypeError)
    expect(error).toMatchObject({
      code: 'MODEL_UNTYPED',
      message: 'Cannot infer the types of the model: "n0" Mystery: operator Mystery is not supported (and 2 more).',
    })
  })

  test('error: axes that are left open, with a name and without', () => {
    const dims = [
      ['batch', 2],
      [1, ''],
    ]
    const inputs = dims.map((dims, i) => ({ name: `x${i}`, elementType: 'float32' as const, dims }))
    expect(checkTypes({ ...new Sketch().graph(), inputs }).faults.map(({ reason }) => reason)).toEqual([
      'its shape leaves axis 0 ("batch") open',
      'its shape leaves axis 1 open',
    ])
  })

  test('error: an operator older than its meaning here', () => {
    const s = new Sketch(6)
    s.node('Add', [s.input('x', 'float32', [2]), s.floats(1)])
    expect(checkTypes(s.graph()).faults).toMatchObject([
      { reason: 'the model imports operator set 6, want 7 or above' },
    ])
  })
})

function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}
