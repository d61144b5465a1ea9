import { describe, expect, test } from 'vitest'
import { admit, createTensor, quantize, type Shape } from '../../../../../models/index.ts'
import { evaluate } from '../../../../../models/kernels/index.ts'
import { rewriteGraph, rewrites, simplify } from '../../../../../models/quantize/float/index.ts'
import { createRandom, type FloatModelLines, floatGraph, floatModel } from '../../float-models.ts'
import { randomSamples, runEverywhere } from '../../runs.ts'

/** A model whose operators are put in terms of others. */
export interface RewriteCase extends FloatModelLines {
  /** Operators of the artifact that it has, and that it has not. */
  readonly has?: readonly string[]
  readonly lacks?: readonly string[]
}

/** Models of one input `x`, of this shape unless they declare another: what they become computes the same, and so does the artifact, everywhere. */
export function rewriteSuite(shape: Shape, cases: Readonly<Record<string, RewriteCase>>): void {
  describe('float models', () => {
    test.each(Object.entries(cases))('default: %s', async (_, { has = [], lacks = [], ...lines }) => {
      const model = { inputs: { x: shape }, ...lines }
      const given = model.inputs.x as Shape
      const samples = randomSamples(createRandom(3), [given], 24, 2)
      const inputs = new Map([['x', createTensor('float32', given, samples[0]![0]!)]])
      const original = simplify(floatGraph(model))
      const [want, have] = [evaluate(original, inputs), evaluate(rewriteGraph(original, rewrites).graph, inputs)]
      for (const [name, tensor] of want)
        have.get(name)!.data.forEach((value, i) => {
          expect(Number(value)).toBeCloseTo(Number(tensor.data[i]), 4)
        })

      const { artifact, report } = quantize(floatModel(model), samples)
      const operators = admit(artifact).graph.graph.nodes.map(({ opType }) => opType)
      for (const opType of has) expect(operators).toContain(opType)
      for (const opType of lacks) expect(operators).not.toContain(opType)
      for (const { signalToNoiseDb } of report.outputs) expect(signalToNoiseDb ?? Infinity).toBeGreaterThan(28)
      for (const answers of await runEverywhere(artifact, samples.slice(0, 4)))
        for (const answer of answers) expect(answer).toEqual(answers[0])
    })
  })
}
