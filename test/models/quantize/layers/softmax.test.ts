import { describe, expect, test } from 'vitest'
import { admit, createTensor, quantize, referenceBackend, type Tensor } from '../../../../models/index.ts'
import { createRandom, floatModel, randomTensor } from '../float-models.ts'
import { randomSamples } from '../runs.ts'

const random = createRandom(23)

interface Shares {
  readonly logits: Float32Array
  readonly answer: Float32Array
}

/** An artifact's logits and what its softmax makes of them, for logits about as great as `spread`, `n` in a row. */
async function runSoftmax(opType: 'Softmax' | 'LogSoftmax', n: number, spread: number): Promise<readonly Shares[]> {
  const identity = createTensor(
    'float32',
    [n, n],
    Float32Array.from({ length: n * n }, (_, i) => Number(i % (n + 1) === 0)),
  )
  const model = floatModel({
    inputs: { x: [2, n] },
    outputs: { logits: [2, n], y: [2, n] },
    constants: { identity },
    nodes: [
      ['MatMul', ['x', 'identity'], 'logits'],
      [opType, ['logits'], 'y'],
    ],
  })
  const samples = randomSamples(random, [[2, n]], 5, spread)
  const session = await referenceBackend.createSession(admit(quantize(model, samples).artifact))
  const outputs = await Promise.all(samples.map(([x]) => session.run([createTensor('float32', [2, n], x!)])))
  return outputs.flatMap(([logits, answer]) => {
    const row = (tensor: Tensor, at: number) => (tensor.data as Float32Array).slice(at * n, (at + 1) * n)
    return [0, 1].map(at => ({ logits: row(logits!, at), answer: row(answer!, at) }))
  })
}

function logSoftmax(logits: Float32Array): number[] {
  const greatest = Math.max(...logits)
  const logSum = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - greatest), 0))
  return Array.from(logits, logit => logit - greatest - logSum)
}

const sizes = [
  [1, 5],
  [2, 0.1],
  [10, 3],
  [10, 60],
  [1000, 8],
] as const

describe('softmax', () => {
  test.each(sizes)('default: LogSoftmax of %i logits about as great as %f', async (n, spread) => {
    for (const { logits, answer } of await runSoftmax('LogSoftmax', n, spread)) {
      const wanted = logSoftmax(logits)
      answer.forEach((logShare, i) => {
        expect(Math.abs(logShare - wanted[i]!)).toBeLessThan(0.006)
        expect(logShare).toBeLessThanOrEqual(0)
      })
    }
  })

  test.each(sizes)('default: Softmax of %i logits about as great as %f', async (n, spread) => {
    for (const { logits, answer } of await runSoftmax('Softmax', n, spread)) {
      const wanted = logSoftmax(logits).map(Math.exp)
      answer.forEach((share, i) => {
        expect(Math.abs(share - wanted[i]!)).toBeLessThan(0.006 * wanted[i]! + 1e-6)
      })
      expect(answer.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
    }
  })

  test('behavior: until operator set 13 the axes from the given one on are one row, after it the axis alone is', () => {
    const samples = randomSamples(random, [[2, 3, 4]], 4, 4)
    const errorsOf = (opset: number, attributes: { readonly axis?: number }) => {
      const w = randomTensor(createRandom(1), [4, 4])
      const model = floatModel({
        opset,
        inputs: { x: [2, 3, 4] },
        outputs: { y: [2, 3, 4] },
        constants: { w },
        nodes: [
          ['MatMul', ['x', 'w'], 'a'],
          ['LogSoftmax', ['a'], 'y', attributes],
        ],
      })
      return quantize(model, samples).report.outputs[0]!.maxAbsoluteError
    }
    for (const axis of [0, 1, 2, -2]) {
      expect(errorsOf(11, { axis })).toBeLessThan(0.3)
      expect(errorsOf(13, { axis })).toBeLessThan(0.3)
    }
    expect(errorsOf(11, {})).toBeLessThan(0.3)
  })
})
