import { describe, expect, test } from 'vitest'
import { quantize, writeModel } from '../../../../../models/index.ts'
import { evaluate } from '../../../../../models/kernels/index.ts'
import { rewriteGraph, rewrites } from '../../../../../models/quantize/float/index.ts'
import { createTensor } from '../../../../../models/tensor/index.ts'
import { createRandom, floatGraph, type NodeLine, randomTensor } from '../../float-models.ts'
import { randomSamples, runEverywhere } from '../../runs.ts'

/** Equations of attention and of linear layers, the shapes of their operands and of what they make. */
const equations: Readonly<Record<string, readonly (readonly number[])[]>> = {
  'bhqd,bhkd->bhqk': [
    [2, 3, 4, 5],
    [2, 3, 6, 5],
    [2, 3, 4, 6],
  ],
  'bqhd,bkhd->bhqk': [
    [2, 4, 3, 5],
    [2, 6, 3, 5],
    [2, 3, 4, 6],
  ],
  'bhqk,bkhd->bqhd': [
    [2, 3, 4, 6],
    [2, 6, 3, 5],
    [2, 4, 3, 5],
  ],
  '...ij,...jk': [
    [2, 4, 3],
    [2, 3, 5],
    [2, 4, 5],
  ],
  'abc,cde->abde': [
    [2, 3, 4],
    [4, 2, 3],
    [2, 3, 2, 3],
  ],
}

function einsumGraph(equation: string, [a, b, y]: readonly (readonly number[])[]) {
  const nodes: readonly NodeLine[] = [['Einsum', ['a', 'b'], 'y', { equation }]]
  return floatGraph({ inputs: { a: a!, b: b! }, outputs: { y: y! }, nodes })
}

describe('einsumRewrite', () => {
  test.each(Object.entries(equations))('behavior: %s is a product of matrices', async (equation, shapes) => {
    const graph = einsumGraph(equation, shapes)
    const { graph: rewritten } = rewriteGraph(graph, rewrites)
    expect(rewritten.nodes.map(({ opType }) => opType)).not.toContain('Einsum')
    const samples = randomSamples(createRandom(51), shapes.slice(0, 2), 8)
    for (const [a, b] of samples) {
      const inputs = new Map([
        ['a', createTensor('float32', shapes[0]!, a as Float32Array)],
        ['b', createTensor('float32', shapes[1]!, b as Float32Array)],
      ])
      const [want, have] = [evaluate(graph, inputs).get('y')!, evaluate(rewritten, inputs).get('y')!]
      expect(have.shape).toEqual(want.shape)
      want.data.forEach((value, i) => {
        expect(Number(have.data[i])).toBeCloseTo(Number(value), 5)
      })
    }
    const { artifact, report } = quantize(writeModel(graph), samples)
    expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(30)
    for (const answers of await runEverywhere(artifact, samples.slice(0, 2)))
      for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test('behavior: of one operand it is a transpose; with constant weights a linear layer', () => {
    const graph = floatGraph({
      inputs: { x: [2, 3, 4] },
      outputs: { y: [4, 3, 5] },
      constants: { w: randomTensor(createRandom(52), [2, 5]) },
      nodes: [
        ['Einsum', ['x'], 't', { equation: 'abc->cba' }],
        ['Einsum', ['t', 'w'], 'y', { equation: 'cba,ad->cbd' }],
      ],
    })
    const { report } = quantize(writeModel(graph), randomSamples(createRandom(53), [[2, 3, 4]], 8))
    expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(35)
  })

  test('error: a sum over one operand', () => {
    const graph = einsumGraph('ij,jk->k', [[2, 3], [3, 4], [4]])
    expect(() =>
      quantize(
        writeModel(graph),
        randomSamples(
          createRandom(54),
          [
            [2, 3],
            [3, 4],
          ],
          2,
        ),
      ),
    ).toThrow(/Einsum/)
  })
})
