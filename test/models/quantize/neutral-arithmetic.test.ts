import { describe, expect, test } from 'vitest'
import { createTensor, quantize, readModel, type Sample } from '../../../models/index.ts'
import { type FloatModelLines, floatModel } from './float-models.ts'
import { runEverywhere } from './runs.ts'

const scalar = (value: number) => createTensor('float32', [], Float32Array.of(value))

const sum: FloatModelLines = {
  inputs: { a: [1, 4], b: [1, 4] },
  outputs: { y: [1, 4] },
  nodes: [
    ['Add', ['a', 'b'], 'c'],
    ['Relu', ['c'], 'y'],
  ],
}

const samples: readonly Sample[] = [
  [Float32Array.of(0, 127.5, 31, 5), Float32Array.of(0, 127.5, 17.5, 99)],
  [Float32Array.of(127.5, 3, 0.5, 64), Float32Array.of(0, 3, 8, 127.5)],
]

describe('quantize', () => {
  test('behavior: a sum whose codes have scale 1 is divided by another number than 1, and equal everywhere', async () => {
    const { artifact } = quantize(floatModel(sum), samples)
    const { nodes, initializers } = readModel(artifact)
    const divisions = nodes.filter(({ opType }) => opType === 'Div')
    expect(divisions.map(({ inputs }) => [...initializers.get(inputs[1]!)!.data])).toEqual([[0.5]])
    for (const [first, ...others] of await runEverywhere(artifact, samples))
      for (const other of others) expect(other).toEqual(first)
  })

  test('behavior: arithmetic that does nothing leaves no trace in the artifact', () => {
    const idle: FloatModelLines = {
      ...sum,
      constants: { zero: scalar(0), one: scalar(1) },
      nodes: [
        ['Mul', ['one', 'a'], 'same'],
        ['Add', ['same', 'b'], 'sum'],
        ['Div', ['sum', 'one'], 'quotient'],
        ['Sub', ['quotient', 'zero'], 'c'],
        ['Relu', ['c'], 'y'],
      ],
    }
    const written = [sum, idle].map(lines => readModel(quantize(floatModel(lines), samples).artifact))
    const [want, have] = written.map(({ nodes }) => nodes.map(({ opType }) => opType))
    expect(have).toEqual(want)
  })
})
