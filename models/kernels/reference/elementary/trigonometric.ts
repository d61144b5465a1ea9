import { roundHalfEven } from '../loops/index.ts'
import { polynomial } from './polynomial.ts'
import { powerOfTwo, splitPowerOfTwo } from './powers-of-two.ts'

/** Coefficients of sin r / r and cos r in powers of r^2. */
const [sineSeries, cosineSeries] = alternatingSeries(12)

function alternatingSeries(count: number): readonly [readonly number[], readonly number[]] {
  const [sine, cosine]: [number[], number[]] = [[], []]
  let factorial = 1
  for (let n = 0; n < count; n++) {
    const sign = n % 2 === 0 ? 1 : -1
    if (n > 0) factorial *= 2 * n * (2 * n - 1)
    cosine.push(sign / factorial)
    sine.push(sign / (factorial * (2 * n + 1)))
  }
  return [sine, cosine]
}

export function sin(x: number): number {
  if (!Number.isFinite(x)) return NaN
  if (x === 0) return x
  const { quarter, rest } = reduce(x)
  return ofQuarter(quarter, rest)
}

export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN
  const { quarter, rest } = reduce(x)
  return ofQuarter((quarter + 1) % 4, rest)
}

export function tan(x: number): number {
  if (!Number.isFinite(x)) return NaN
  if (x === 0) return x
  const { quarter, rest } = reduce(x)
  return ofQuarter(quarter, rest) / ofQuarter((quarter + 1) % 4, rest)
}

function ofQuarter(quarter: number, rest: number): number {
  const square = rest * rest
  const value = quarter % 2 === 0 ? rest * polynomial(sineSeries, square) : polynomial(cosineSeries, square)
  return quarter < 2 ? value : -value
}

/** pi / 2 in three parts: the first two have 33 bits, so that their products with an integer below 2^20 are exact. */
const halfPi = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21] as const

/** x = quarters * pi/2 + rest, |rest| <= pi/4; the quarters modulo 4. */
function reduce(x: number): { readonly quarter: number; readonly rest: number } {
  if (Math.abs(x) > 2 ** 19) return reduceGreat(x)
  const quarters = roundHalfEven(x / (Math.PI / 2))
  const rest = x - quarters * halfPi[0] - quarters * halfPi[1] - quarters * halfPi[2]
  return { quarter: ((quarters % 4) + 4) % 4, rest }
}

/** A binary64 value is below 2^1024, and its remainder has 100 bits after that. */
const fractionBits = 1200n
let halfPiInteger: bigint | undefined

/** pi/2 * 2^fractionBits, by Machin's formula. */
function fixedHalfPi(): bigint {
  const one = 1n << (fractionBits + 32n)
  halfPiInteger ??= (8n * arctangentOfInverse(5n, one) - 2n * arctangentOfInverse(239n, one)) >> 32n
  return halfPiInteger
}

function arctangentOfInverse(inverse: bigint, one: bigint): bigint {
  let [sum, power, sign] = [0n, one / inverse, 1n]
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += (sign * power) / n
    power /= inverse * inverse
    sign = -sign
  }
  return sum
}

function reduceGreat(x: number): { readonly quarter: number; readonly rest: number } {
  const { significand, exponent } = splitPowerOfTwo(Math.abs(x))
  const integer = BigInt(significand * powerOfTwo(54))
  const fixed = integer << (fractionBits + BigInt(exponent - 54))
  const unit = fixedHalfPi()
  const quarters = (2n * fixed + unit) / (2n * unit)
  const rest = Number((fixed - quarters * unit) >> (fractionBits - 100n)) * powerOfTwo(-100)
  const quarter = Number(quarters % 4n)
  return x > 0 ? { quarter, rest } : { quarter: (4 - quarter) % 4, rest: -rest }
}
