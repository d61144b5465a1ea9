import { describe, expect, test } from 'vitest'
import { evaluate } from '../../../../models/kernels/index.ts'
import { hoistRelus } from '../../../../models/quantize/float/index.ts'
import { createRandom, floatGraph, type NodeLine, randomTensor } from '../float-models.ts'

const random = createRandom(7)
const pool: NodeLine = ['MaxPool', ['a'], 'b', { kernel_shape: [2, 2], strides: [2, 2] }]

function graphOf(nodes: readonly NodeLine[], outputs: Readonly<Record<string, readonly number[]>> = { y: [1, 2, 8] }) {
  const weights = randomTensor(random, [2, 1, 3, 3])
  const shape = { elementType: 'int64', shape: [3], data: BigInt64Array.of(1n, 2n, 8n) } as const
  return floatGraph({ inputs: { x: [1, 1, 6, 10] }, outputs, constants: { weights, shape }, nodes })
}

describe('hoistRelus', () => {
  test('default', () => {
    const graph = graphOf([
      ['Conv', ['x', 'weights'], 'a'],
      pool,
      ['Reshape', ['b', 'shape'], 'c'],
      ['Relu', ['c'], 'y'],
    ])
    const hoisted = hoistRelus(graph)
    expect(hoisted.nodes.map(({ opType }) => opType)).toEqual(['Conv', 'Relu', 'MaxPool', 'Reshape'])
    const inputs = new Map([['x', randomTensor(random, [1, 1, 6, 10])]])
    expect(evaluate(hoisted, inputs).get('y')).toEqual(evaluate(graph, inputs).get('y'))
  })

  test('behavior: a value that something else reads, or that is an output, is not changed', () => {
    const lines: readonly NodeLine[] = [
      ['Conv', ['x', 'weights'], 'a'],
      pool,
      ['Relu', ['b'], 'c'],
      ['Add', ['b', 'c'], 'y'],
    ]
    expect(hoistRelus(graphOf(lines)).nodes.map(({ opType }) => opType)).toEqual(['Conv', 'MaxPool', 'Relu', 'Add'])
    const read = hoistRelus(graphOf(lines.slice(0, 3), { b: [1, 2, 2, 4], c: [1, 2, 2, 4] }))
    expect(read.nodes.map(({ opType }) => opType)).toEqual(['Conv', 'MaxPool', 'Relu'])
  })
})
