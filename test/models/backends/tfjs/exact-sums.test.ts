import { describe, expect, test } from 'vitest'
import { cutByReach, cutByWeights, exactSum, reachOf } from '../../../../models/backends/tfjs/exact-sums.ts'
import { randomSource } from '../../../suites/random-source.ts'

/** A [depth, channels] matrix. */
function matrix(data: Float32Array, channels: number) {
  return { data, channels, depth: data.length / channels, channelStep: 1, termStep: channels }
}

describe('cutByReach', () => {
  test('default: 258 terms of two codes without zero points', () => {
    expect(cutByReach(600, 255, 255)).toEqual({ ends: [258, 516, 600], greatest: 600 * 255 * 255 })
  })

  test('behavior: what fits is not cut', () => {
    expect(cutByReach(258, 255, 255).ends).toEqual([258])
    expect(cutByReach(4096, 64, 64).ends).toEqual([4096])
  })

  test('behavior: a factor that is always 0 needs no cut', () => {
    expect(cutByReach(100_000, 0, 255)).toEqual({ ends: [100_000], greatest: 0 })
  })
})

describe('cutByWeights', () => {
  test('default: 514 terms of the greatest weights and codes', () => {
    const weights = new Float32Array(1100).fill(-128)
    expect(cutByWeights(matrix(weights, 1), 255)).toEqual({ ends: [514, 1028, 1100], greatest: 1100 * 128 * 255 })
  })

  test('behavior: small weights are summed at once', () => {
    expect(cutByWeights(matrix(new Float32Array(4096).fill(16), 1), 255).ends).toEqual([4096])
  })

  test('behavior: the channel with the greatest sum decides', () => {
    const weights = Float32Array.from({ length: 2 * 600 }, (_, i) => (i % 2 === 0 ? 1 : 128))
    expect(cutByWeights(matrix(weights, 2), 255).ends).toEqual([514, 600])
  })

  test('behavior: no sum of the magnitudes in a chunk is above 2^24, and one term more would be', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = randomSource(seed)
      const [channels, depth, reach] = [random.integer(1, 4), random.integer(1, 3000), random.integer(1, 255)]
      const data = Float32Array.from(random.codes(channels * depth), code => code - 128)
      const { ends, greatest } = cutByWeights(matrix(data, channels), reach)
      const sums = (from: number, to: number) =>
        Array.from({ length: channels }, (_, channel) => {
          let sum = 0
          for (let term = from; term < to; term++) sum += Math.abs(data[term * channels + channel]!) * reach
          return sum
        })
      expect(ends.at(-1)).toBe(depth)
      expect(greatest).toBe(Math.max(...sums(0, depth)))
      ends.forEach((end, i) => {
        const from = ends[i - 1] ?? 0
        expect(Math.max(...sums(from, end))).toBeLessThanOrEqual(exactSum)
        if (end < depth) expect(Math.max(...sums(from, end + 1))).toBeGreaterThan(exactSum)
      })
    }
  })
})

test('reachOf: the farther end from the zero point', () => {
  expect(reachOf({ min: 0, max: 255 }, 128)).toBe(128)
  expect(reachOf({ min: 0, max: 255 }, 3)).toBe(252)
  expect(reachOf({ min: 10, max: 20 }, 200)).toBe(190)
})
