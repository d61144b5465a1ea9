import { describe, expect, test } from 'vitest'
import { createTensor, quantize, writeModel } from '../../../../../models/index.ts'
import { evaluate } from '../../../../../models/kernels/index.ts'
import { floatGraph, type NodeLine } from '../../float-models.ts'
import { runInputsEverywhere } from '../../runs.ts'

const constants = {
  three: createTensor('int64', [], BigInt64Array.of(3n)),
  each: createTensor('int64', [6], BigInt64Array.of(0n, 1n, 2n, 3n, 4n, 5n)),
  flags: createTensor('bool', [6], Uint8Array.of(1, 0, 1, 0, 1, 0)),
}

const comparisons = ['Equal', 'Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual']
const conditions: Readonly<Record<string, readonly NodeLine[]>> = {
  ...Object.fromEntries(
    comparisons.map(opType => [`${opType} of a constant`, [[opType, ['x', 'three'], 'y']] as const]),
  ),
  ...Object.fromEntries(
    comparisons.map(opType => [`${opType}, the constant first`, [[opType, ['each', 'x'], 'y']] as const]),
  ),
  ...Object.fromEntries(
    ['And', 'Or', 'Xor'].map(opType => [
      `${opType} of two conditions`,
      [
        ['Greater', ['x', 'three'], 'a'],
        ['Less', ['x', 'each'], 'b'],
        ['Not', ['b'], 'c'],
        [opType, ['a', 'c'], 'd'],
        [opType, ['d', 'flags'], 'y'],
      ] as const,
    ]),
  ),
}

describe('quantize', () => {
  test.each(Object.entries(conditions))('behavior: %s holds where it does in the float model', async (_, nodes) => {
    const graph = floatGraph({ inputs: { x: [6] }, outputs: { y: [6] }, constants, nodes })
    const typed = {
      ...graph,
      inputs: graph.inputs.map(input => ({ ...input, elementType: 'int64' as const })),
      outputs: graph.outputs.map(output => ({ ...output, elementType: 'bool' as const })),
    }
    const draws = [
      [0, 1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1, 0],
      [-3, 3, 3, 2 ** 31 - 1, -(2 ** 31), 4],
    ]
    const samples = draws.map(draw => [BigInt64Array.from(draw, BigInt)])
    const { artifact, report } = quantize(writeModel(typed), samples)
    expect(report.outputs[0]!.equality).toEqual({ elements: 18, equal: 18 })
    for (const [x] of samples) {
      const input = createTensor('int64', [6], x!)
      const [want] = [evaluate(typed, new Map([['x', input]])).get('y')!]
      for (const [answer] of await runInputsEverywhere(artifact, [input])) expect(answer!.data).toEqual(want.data)
    }
  })

  test('error: a comparison with a constant that int32 distances do not reach', () => {
    const wide = createTensor('int64', [], BigInt64Array.of(2n ** 30n))
    const graph = floatGraph({
      inputs: { x: [2] },
      outputs: { y: [2] },
      constants: { wide },
      nodes: [['Greater', ['x', 'wide'], 'y']],
    })
    const typed = { ...graph, inputs: graph.inputs.map(input => ({ ...input, elementType: 'int64' as const })) }
    expect(() => quantize(writeModel(typed), [[BigInt64Array.of(1n, 2n)]])).toThrow('a constant that is not within')
  })
})
