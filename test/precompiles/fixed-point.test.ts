import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { binary32ToDecimal, decimalToBinary32, maxDecimals } from '../../precompiles/index.ts'

/** A rational number: numerator over a positive denominator. */
type Rational = readonly [bigint, bigint]

const bits = new Uint32Array(1)
const real = new Float32Array(bits.buffer)

const decimals = fc.integer({ min: 0, max: maxDecimals })
const finiteBits = fc.nat(0xff7fffff).filter(value => ((value >>> 23) & 0xff) !== 0xff)
const int256 = fc.oneof(
  fc.bigInt(-(2n ** 255n), 2n ** 255n - 1n),
  fc.bigInt(-(2n ** 64n), 2n ** 64n),
  fc.bigInt(-2_000n, 2_000n),
)

describe('decimalToBinary32', () => {
  test('default: the nearest binary32 of the exact quotient, ties to even', () => {
    fc.assert(fc.property(int256, decimals, expectNearest), { numRuns: 5_000, seed: 1 })
  })

  test('behavior: exact ties of every exponent go to the even neighbour', () => {
    fc.assert(
      fc.property(finiteBits, fc.constantFrom(-1n, 0n, 1n), (pattern, nudge) => {
        const [numerator, denominator] = midpoint(pattern & 0x7fffffff)
        const scaled = numerator * 10n ** 38n
        if (scaled >= 2n ** 255n) return
        expectNearest(scaled / denominator + nudge, 38)
      }),
      { numRuns: 5_000, seed: 2 },
    )
    for (const odd of [2n ** 24n + 1n, 2n ** 24n + 3n, 2n ** 60n + 2n ** 36n, 2n ** 60n + 3n * 2n ** 36n])
      for (const nudge of [-1n, 0n, 1n])
        for (const sign of [-1n, 1n]) {
          expectNearest(sign * (odd + nudge), 0)
          expectNearest(sign * (odd * 10n ** 18n + nudge), 18)
        }
  })

  test.each([
    [0n, 0, 0],
    [1n, 0, 1],
    [-15n, 1, -1.5],
    [1n, 1, Math.fround(0.1)],
    [16_777_217n, 0, 16_777_216],
    [16_777_219n, 0, 16_777_220],
    [1n, 38, 2 ** -149 * 7_136_238],
    [14n, 38, 2 ** -149 * 99_907_336],
    [2n ** 128n - 2n ** 103n - 1n, 0, 2 ** 128 - 2 ** 104],
    [2n ** 128n - 2n ** 103n, 0, Number.POSITIVE_INFINITY],
    [-(2n ** 128n) + 2n ** 103n, 0, Number.NEGATIVE_INFINITY],
    [-(2n ** 128n) + 2n ** 103n + 1n, 0, -(2 ** 128) + 2 ** 104],
  ])('%d at %d decimals is %d', (value, digits, want) => {
    expect(decimalToBinary32(value, digits)).toBe(Math.fround(want))
  })
})

describe('binary32ToDecimal', () => {
  test('default: the nearest decimal, halves to even', () => {
    fc.assert(
      fc.property(finiteBits, decimals, (pattern, digits) => {
        const value = binary32(pattern)
        const [numerator, denominator] = exact(value)
        const scaled = numerator * 10n ** BigInt(digits)
        const rounded = binary32ToDecimal(value, digits)
        const twiceError = 2n * (rounded * denominator - scaled)
        const magnitude = twiceError < 0n ? -twiceError : twiceError
        expect(magnitude <= denominator).toBe(true)
        if (magnitude === denominator) expect(rounded % 2n).toBe(0n)
      }),
      { numRuns: 5_000, seed: 3 },
    )
  })

  test.each([
    [-0, 18, 0n],
    [0.5, 0, 0n],
    [1.5, 0, 2n],
    [2.5, 0, 2n],
    [-0.5, 0, 0n],
    [-1.5, 0, -2n],
    [0.125, 2, 12n],
    [0.375, 2, 38n],
    [2 ** -149, 38, 0n],
    [Math.fround(0.1), 18, 100_000_001_490_116_119n],
    [2 ** 128 - 2 ** 104, 38, (2n ** 128n - 2n ** 104n) * 10n ** 38n],
  ])('%d to %d decimals is %d', (value, digits, want) => {
    expect(binary32ToDecimal(value, digits)).toBe(want)
  })

  test('error: what is not finite has no digits', () => {
    expect(() => binary32ToDecimal(Number.NaN, 1)).toThrow(RangeError)
    expect(() => binary32ToDecimal(Number.POSITIVE_INFINITY, 1)).toThrow(RangeError)
  })

  test('behavior: six significant digits come back through binary32', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.nat(6), (value, digits) => {
        expect(binary32ToDecimal(decimalToBinary32(BigInt(value), digits), digits)).toBe(BigInt(value))
      }),
      { seed: 4 },
    )
  })
})

/** Holds that no binary32 lies nearer to value / 10^digits than the result, and that a tie went to the even one. */
function expectNearest(value: bigint, digits: number): void {
  const result = decimalToBinary32(value, digits)
  expect(Object.is(result, -0)).toBe(false)
  const target: Rational = [value, 10n ** BigInt(digits)]
  const overflow: Rational = [2n ** 128n - 2n ** 103n, 1n]
  if (!Number.isFinite(result)) {
    expect(compare(absolute(target), overflow)).toBeGreaterThanOrEqual(0)
    return
  }
  expect(Math.fround(result)).toBe(result)
  expect(compare(absolute(target), overflow)).toBeLessThan(0)
  real[0] = Math.abs(result)
  const pattern = bits[0]!
  const distance = absolute(subtract(target, exact(result)))
  for (const neighbour of [pattern - 1, pattern + 1]) {
    if (neighbour < 0 || neighbour >= 0x7f800000) continue
    const other = Math.sign(result || 1) * binary32(neighbour)
    const order = compare(distance, absolute(subtract(target, exact(other))))
    expect(order).toBeLessThanOrEqual(0)
    if (order === 0) expect(pattern % 2).toBe(0)
  }
  if (result !== 0) expect(Math.sign(result)).toBe(value < 0n ? -1 : 1)
}

function binary32(pattern: number): number {
  bits[0] = pattern
  return real[0]!
}

/** Halfway between a non-negative binary32 and the next one above it. */
function midpoint(pattern: number): Rational {
  const [a, b] = [exact(binary32(pattern)), exact(binary32(Math.min(pattern + 1, 0x7f7fffff)))]
  return [a[0] * b[1] + b[0] * a[1], 2n * a[1] * b[1]]
}

/** Every finite binary32 is an integer over 2^149. */
function exact(value: number): Rational {
  const integral = value * 2 ** 149
  return [BigInt(integral), 2n ** 149n]
}

function subtract([a, b]: Rational, [c, d]: Rational): Rational {
  return [a * d - c * b, b * d]
}

function absolute([a, b]: Rational): Rational {
  return [a < 0n ? -a : a, b]
}

function compare([a, b]: Rational, [c, d]: Rational): number {
  return a * d === c * b ? 0 : a * d < c * b ? -1 : 1
}
