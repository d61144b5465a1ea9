import { describe, expect, test } from 'vitest'
import { logarithms } from '../../../../models/quantize/tables/index.ts'

describe('logarithms', () => {
  test('default', () => {
    const { values, increments } = logarithms(1, 4)
    expect(values).toEqual([0, Math.LN2, 1.0986122886681098, 2 * Math.LN2])
    expect(increments).toHaveLength(4)
  })

  test('behavior: values and increments are logarithms to the precision of binary64', () => {
    const from = 256
    const { values, increments } = logarithms(from, 10 * from)
    expect(values).toHaveLength(9 * from + 1)
    const errors = values.map((value, i) => Math.abs(value - Math.log((from + i) / from)))
    const incrementErrors = increments.map((increment, i) => Math.abs(increment - Math.log1p(1 / (from + i))))
    expect(Math.max(...errors)).toBeLessThan(1e-15)
    expect(Math.max(...incrementErrors)).toBeLessThan(1e-17)
  })
})
