import { describe, expect, test } from 'vitest'
import { simplify } from '../../../../models/quantize/float/index.ts'
import { createTensor } from '../../../../models/tensor/index.ts'
import { floatGraph, type NodeLine } from '../float-models.ts'

const two = createTensor('float32', [1], Float32Array.of(2))
const shape = createTensor('int64', [2], BigInt64Array.of(2n, 1n))

describe('simplify', () => {
  test('default', () => {
    const graph = simplify(
      floatGraph({
        inputs: { x: [1, 2] },
        outputs: { y: [2, 1] },
        nodes: [
          ['Constant', [], 'shape', { value: shape }],
          ['Identity', ['x'], 'same'],
          ['Dropout', ['same'], 'kept'],
          ['Reshape', ['kept', 'shape'], 'y'],
        ],
      }),
    )
    expect(graph.nodes.map(({ opType, inputs }) => [opType, inputs])).toEqual([['Reshape', ['x', 'shape']]])
    expect(graph.initializers).toEqual(new Map([['shape', shape]]))
  })

  test('behavior: what constants alone decide is computed, and what nothing reads any more is left out', () => {
    const graph = simplify(
      floatGraph({
        inputs: { x: [1] },
        outputs: { y: [1] },
        constants: { two },
        nodes: [
          ['Add', ['two', 'two'], 'four'],
          ['Mul', ['four', 'two'], 'eight'],
          ['Mul', ['x', 'eight'], 'y'],
        ],
      }),
    )
    expect(graph.nodes).toHaveLength(1)
    expect([...graph.initializers]).toEqual([['eight', createTensor('float32', [1], Float32Array.of(8))]])
  })

  test('behavior: an output of the model keeps its node, or one that does nothing as well', () => {
    const dropped = simplify(floatGraph({ inputs: { x: [1] }, outputs: { y: [1] }, nodes: [['Dropout', ['x'], 'y']] }))
    expect(dropped.nodes.map(({ opType, outputs }) => [opType, outputs])).toEqual([['Identity', ['y']]])
    const graph = simplify(floatGraph({ inputs: { x: [1] }, outputs: { y: [1] }, nodes: [['Identity', ['x'], 'y']] }))
    expect(graph.nodes.map(({ opType }) => opType)).toEqual(['Identity'])
  })

  test('behavior: an output that shapes alone decide is the Identity of a constant', () => {
    const graph = simplify(floatGraph({ inputs: { x: [3, 2] }, outputs: { y: [2] }, nodes: [['Shape', ['x'], 'y']] }))
    expect(graph.nodes.map(({ opType, inputs }) => [opType, inputs])).toEqual([['Identity', ['y/constant']]])
    expect([...graph.initializers.values()]).toEqual([createTensor('int64', [2], BigInt64Array.of(3n, 2n))])
  })

  test('error: an EyeLike of more elements than memory holds, and a Shape that starts at no integer, are left as they are', () => {
    const opTypesOf = (node: NodeLine) =>
      simplify(
        floatGraph({
          inputs: { x: [2 ** 21, 2 ** 21] },
          outputs: { y: [1] },
          nodes: [node, ['Cast', ['z'], 'y', { to: 1 }]],
        }),
      ).nodes.map(({ opType }) => opType)
    expect(opTypesOf(['EyeLike', ['x'], 'z'])).toEqual(['EyeLike', 'Cast'])
    expect(opTypesOf(['Shape', ['x'], 'z', { start: 'here' }])).toEqual(['Shape', 'Cast'])
  })

  test('behavior: a Dropout that trains stays', () => {
    const ratio = createTensor('float32', [], Float32Array.of(0.5))
    const opTypesOf = (training: number) =>
      simplify(
        floatGraph({
          inputs: { x: [1] },
          outputs: { y: [1] },
          constants: { ratio, training: createTensor('bool', [], Uint8Array.of(training)) },
          nodes: [
            ['Dropout', ['x', 'ratio', 'training'], 'a'],
            ['Relu', ['a'], 'y'],
          ],
        }),
      ).nodes.map(({ opType }) => opType)
    expect(opTypesOf(0)).toEqual(['Relu'])
    expect(opTypesOf(1)).toEqual(['Dropout', 'Relu'])
  })

  test('behavior: constants that do not fit each other are left to whoever reads the layers', () => {
    const three = createTensor('float32', [3], new Float32Array(3))
    const graph = floatGraph({
      inputs: { x: [1] },
      outputs: { y: [3] },
      constants: { three, pair: createTensor('float32', [2], new Float32Array(2)) },
      nodes: [
        ['Add', ['three', 'pair'], 'a'],
        ['Add', ['x', 'a'], 'y'],
      ],
    })
    expect(simplify(graph).nodes).toHaveLength(2)
  })

  test('behavior: a Dropout whose mask is read stays', () => {
    const graph = floatGraph({
      inputs: { x: [1] },
      outputs: { y: [1] },
      nodes: [
        ['Dropout', ['x'], 'kept'],
        ['Mul', ['kept', 'mask'], 'y'],
      ],
    })
    const masked = graph.nodes.map((node, i) => (i === 0 ? { ...node, outputs: ['kept', 'mask'] } : node))
    expect(simplify({ ...graph, nodes: masked }).nodes.map(({ opType }) => opType)).toEqual(['Dropout', 'Mul'])
  })
})
