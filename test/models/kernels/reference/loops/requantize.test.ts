import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { requantizationMultiplier, requantize, roundHalfEven } from '../../../../../models/kernels/index.ts'
import { float32Of, Rational } from '../rational.ts'

const int32 = fc.oneof(
  fc.integer(),
  fc.constantFrom(-(2 ** 31), 2 ** 31 - 1, 2 ** 24 + 1, -(2 ** 24) - 1, 2 ** 25 + 2, 0),
)
const scale = fc.float({
  min: Math.fround(2 ** -100),
  max: Math.fround(2 ** 100),
  noNaN: true,
  noDefaultInfinity: true,
})
const multiplier = fc.oneof(
  fc.float({ min: Math.fround(2 ** -40), max: 2 ** 10, noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0.5, 0.25, 2 ** -20, 1.5, Math.fround(1e-30), Math.fround(1e30)),
)
const code = fc.integer({ min: 0, max: 255 })

describe('requantize', () => {
  test('equals the formula over rational numbers', () => {
    fc.assert(
      fc.property(int32, multiplier, code, (accumulator, factor, zeroPoint) => {
        const product = float32Of(float32Of(Rational.of(accumulator)).times(Rational.of(factor)))
        const clamped = product.clamp(BigInt(-zeroPoint), BigInt(255 - zeroPoint))
        const want = Number(clamped.roundHalfEven()) + zeroPoint
        expect(requantize(accumulator, factor, zeroPoint, 0, 255)).toBe(want)
      }),
      { numRuns: 5_000 },
    )
  })

  test('behavior: ties go to the even code on both sides of the zero point', () => {
    const codes = [-5, -3, -1, 1, 3, 5].map(accumulator => requantize(accumulator, 0.5, 128, 0, 255))
    expect(codes).toEqual([126, 126, 128, 128, 130, 130])
  })

  test('behavior: an accumulator beyond 2^24 is rounded to binary32 first', () => {
    expect(requantize(2 ** 24 + 1, 2 ** -17, 0, 0, 255)).toBe(128)
    expect(requantize(2 ** 25 - 1, 2 ** -25 * 1.5, 0, 0, 255)).toBe(2)
  })

  test('behavior: products beyond binary32 saturate', () => {
    expect(requantize(2 ** 31 - 1, 1e38, 7, 0, 255)).toBe(255)
    expect(requantize(-(2 ** 31), 1e38, 7, 0, 255)).toBe(0)
  })
})

describe('requantizationMultiplier', () => {
  test('rounds the product of scales, then the quotient', () => {
    fc.assert(
      fc.property(scale, scale, scale, (xScale, wScale, yScale) => {
        const product = float32Of(Rational.of(xScale).times(Rational.of(wScale)))
        fc.pre(product.isNormalFloat32())
        const want = float32Of(product.over(Rational.of(yScale)))
        fc.pre(want.isNormalFloat32())
        expect(Rational.of(requantizationMultiplier(xScale, wScale, yScale)).equals(want)).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('roundHalfEven', () => {
  test('equals rounding over rational numbers', () => {
    const value = fc.oneof(
      fc.double({ min: -(2 ** 53), max: 2 ** 53, noNaN: true }),
      fc.integer({ min: -(2 ** 30), max: 2 ** 30 }).map(integer => integer / 2),
      fc.constantFrom(2 ** 51 - 0.5, 2 ** 51 + 0.5, 2 ** 52 - 0.5, 0.5 - 2 ** -54, -0.5, 1.5, 2.5),
    )
    fc.assert(
      fc.property(value, value => {
        expect(roundHalfEven(value)).toBe(toSigned(Number(Rational.of(value).roundHalfEven()), value))
      }),
      { numRuns: 5_000 },
    )
  })

  test('behavior: infinities stay', () => {
    expect([roundHalfEven(Number.POSITIVE_INFINITY), roundHalfEven(Number.NEGATIVE_INFINITY)]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ])
  })
})

function toSigned(rounded: number, value: number): number {
  return rounded === 0 && (value < 0 || Object.is(value, -0)) ? -0 : rounded
}
