import { describe, expect, test } from 'vitest'
import { exponentials } from '../../../../models/quantize/tables/index.ts'

describe('exponentials', () => {
  test('default', () => {
    expect(exponentials(1, 1000)).toEqual([1000, 368, 135, 50, 18, 7, 2, 1, 0])
  })

  test('behavior: every entry is the exponential times the peak, rounded to nearest', () => {
    for (const [unit, peak] of [
      [1024, 2 ** 22],
      [7, 2 ** 30],
      [300, 2 ** 20],
    ] as const) {
      const table = exponentials(unit, peak)
      const errors = table.map((entry, i) => Math.abs(entry - peak * Math.exp(-i / unit)))
      expect(Math.max(...errors)).toBeLessThanOrEqual(0.5 + 1e-6)
      expect(table.indexOf(0)).toBe(table.length - 1)
    }
  })
})
