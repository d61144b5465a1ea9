import { describe, expect, test } from 'vitest'
import { leastErrorRange, percentileRange } from '../../../../models/quantize/calibration/clip-ranges.ts'
import { countValues, emptyHistogram } from '../../../../models/quantize/calibration/histogram.ts'
import { chooseQuantization, decode, encode, type ValueRange } from '../../../../models/quantize/quantization.ts'
import { createTensor } from '../../../../models/tensor/index.ts'

/** A million values spread evenly over [-1, 1], and one outlier. */
const spread = Float32Array.from({ length: 1_000_000 }, (_, i) => (i === 0 ? 3 : i / 500_000 - 1))

function histogramOf(values: Float32Array) {
  const histogram = emptyHistogram(extremesOf(values))
  countValues(histogram, values)
  return histogram
}

function extremesOf(values: Float32Array): ValueRange {
  return values.reduce(({ min, max }, value) => ({ min: Math.min(min, value), max: Math.max(max, value) }), {
    min: Infinity,
    max: -Infinity,
  })
}

function meanSquaredError(values: Float32Array, range: ValueRange): number {
  const quantization = chooseQuantization(range)
  const decoded = decode(encode(createTensor('float32', [values.length], values), quantization), quantization)
  return values.reduce((sum, value, i) => sum + (value - decoded[i]!) ** 2, 0) / values.length
}

describe('percentileRange', () => {
  test('default', () => {
    const values = Float32Array.from({ length: 100_000 }, (_, i) => (i < 5 ? 1000 : i < 10 ? -1000 : (i % 100) / 100))
    const { min, max } = percentileRange(histogramOf(values))
    expect(min).toBeGreaterThan(-2)
    expect(max).toBeLessThan(2)
  })

  test('behavior: values that are common stay', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => (i === 0 ? 100 : 0.5))
    expect(percentileRange(histogramOf(values)).max).toBeCloseTo(100, 0)
  })
})

describe('leastErrorRange', () => {
  test('default', () => {
    const chosen = leastErrorRange(histogramOf(spread))
    expect(meanSquaredError(spread, chosen)).toBeLessThan(0.6 * meanSquaredError(spread, extremesOf(spread)))
    expect(chosen.max).toBeLessThan(1.1)
  })

  test('behavior: evenly spread values keep their range', () => {
    const even = Float32Array.from({ length: 4000 }, (_, i) => i / 1000 - 1)
    const { min, max } = leastErrorRange(histogramOf(even))
    expect(min).toBeCloseTo(-1, 1)
    expect(max).toBeCloseTo(3, 1)
  })
})
