import { describe, expect, test } from 'vitest'
import { evaluate } from '../../../../../models/kernels/index.ts'
import { createTensor } from '../../../../../models/tensor/index.ts'
import { createRandom, randomTensor } from '../../../quantize/float-models.ts'
import { int, Sketch, string } from '../../../sketch.ts'

const [n, c, d] = [3, 5, 4]
const random = createRandom(5)
const scores = randomTensor(random, [n, c, d], 3)
const targets = Int32Array.from({ length: n * d }, (_, i) => (i === 7 ? -100 : (i * 3) % c))
const weights = Float32Array.of(1, 0.5, 2, 0, 3)

/** The losses, one class after the other. */
function lossesByHand(): { readonly losses: number[]; readonly total: number } {
  const losses: number[] = []
  let total = 0
  for (let row = 0; row < n; row++)
    for (let at = 0; at < d; at++) {
      const target = targets[row * d + at]!
      const lane = Array.from({ length: c }, (_, k) => scores.data[(row * c + k) * d + at]!)
      const log = Math.log(lane.reduce((sum, score) => sum + Math.exp(score), 0))
      losses.push(target < 0 ? 0 : weights[target]! * (log - lane[target]!))
      total += target < 0 ? 0 : weights[target]!
    }
  return { losses, total }
}

function lossOf(reduction: string): Float32Array {
  const sketch = new Sketch()
  const input = sketch.input('x', 'float32', [n, c, d])
  const target = sketch.constant('int32', [n, d], targets)
  const loss = sketch.node('SoftmaxCrossEntropyLoss', [input, target, sketch.constant('float32', [c], weights)], {
    reduction: string(reduction),
    ignore_index: int(-100),
  })
  return evaluate(sketch.graph(loss), new Map([['x', scores]])).get(loss.name)!.data as Float32Array
}

describe('losses', () => {
  const { losses, total } = lossesByHand()
  const sum = losses.reduce((a, b) => a + b, 0)

  test.each([
    ['none', losses],
    ['sum', [sum]],
    ['mean', [sum / total]],
  ])('default: %s', (reduction, want) => {
    const have = lossOf(reduction)
    expect(have).toHaveLength(want.length)
    have.forEach((loss, i) => {
      expect(loss).toBeCloseTo(want[i]!, 4)
    })
  })

  test('behavior: the loss of a target that is no class is not a number', () => {
    const sketch = new Sketch()
    const input = sketch.input('x', 'float32', [1, 2])
    const loss = sketch.node('NegativeLogLikelihoodLoss', [input, sketch.longs(2)], { reduction: string('sum') })
    const x = createTensor('float32', [1, 2], Float32Array.of(-1, -2))
    expect(evaluate(sketch.graph(loss), new Map([['x', x]])).get(loss.name)!.data[0]).toBeNaN()
  })
})
