import { describe, expect, test } from 'vitest'
import { twoSidedPValue } from '../../../bench/fit/index.ts'

describe('twoSidedPValue', () => {
  test.each([
    [1, 12.7062, 0.05],
    [2, 4.30265, 0.05],
    [10, 2.228139, 0.05],
    [10, 3.169273, 0.01],
    [30, 2.042272, 0.05],
    [60, 3.460201, 0.001],
    [1000, 1.962339, 0.05],
  ])('behavior: with %i degrees of freedom, %d is the published limit of %d', (degrees, t, expected) => {
    expect(twoSidedPValue(t, degrees)).toBeCloseTo(expected, 5)
    expect(twoSidedPValue(-t, degrees)).toBeCloseTo(expected, 5)
  })

  test('behavior: one degree is the Cauchy distribution', () => {
    for (const t of [0.1, 1, 3, 50]) expect(twoSidedPValue(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 12)
  })

  test('behavior: 0 is certain to be reached, infinity never, and without degrees of freedom there is no answer', () => {
    expect(twoSidedPValue(0, 5)).toBe(1)
    expect(twoSidedPValue(Number.POSITIVE_INFINITY, 5)).toBe(0)
    expect(twoSidedPValue(1, 0)).toBeNaN()
  })
})
