import { describe, expect, test } from 'vitest'
import { bindDims } from '../../../../models/quantize/float/index.ts'
import { floatGraph } from '../float-models.ts'

const graph = floatGraph({ inputs: { x: ['batch', 3, 'width'], y: ['', 'batch'] }, nodes: [] })

describe('bindDims', () => {
  test('default: a batch is 1, wherever its name stands, and others stay open', () => {
    const { graph: bound, dims } = bindDims(graph, {})
    expect(bound.inputs.map(input => input.dims)).toEqual([
      [1, 3, 'width'],
      [1, 1],
    ])
    expect(dims).toEqual([
      { name: 'batch', size: 1, assumed: true },
      { name: '', size: 1, assumed: true },
    ])
  })

  test('behavior: sizes that are given', () => {
    const { graph: bound, dims } = bindDims(graph, { width: 7, batch: 2 })
    expect(bound.inputs.map(input => input.dims)).toEqual([
      [2, 3, 7],
      [1, 2],
    ])
    expect(dims.map(({ name, assumed }) => [name, assumed])).toEqual([
      ['batch', false],
      ['width', false],
      ['', true],
    ])
  })
})
