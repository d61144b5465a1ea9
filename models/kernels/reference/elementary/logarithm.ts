import { ln2High, ln2Low } from './exponential.ts'
import { polynomial } from './polynomial.ts'
import { splitPowerOfTwo } from './powers-of-two.ts'

/** 2 / (2n + 1), from n = 0 on: 2 atanh(s) / s in powers of s^2. */
const seriesOfAtanh = Array.from({ length: 16 }, (_, n) => 2 / (2 * n + 1))

/** The natural logarithm: x = m 2^e, and log m = 2 atanh((m - 1) / (m + 1)). */
export function log(x: number): number {
  if (x === 0) return -Infinity
  if (!(x > 0)) return NaN
  if (x === Infinity) return Infinity
  const { significand, exponent } = splitPowerOfTwo(x)
  return exponent * ln2High + (exponent * ln2Low + twiceAtanh((significand - 1) / (significand + 1)))
}

/** log(1 + x), without cancellation about 0. */
export function log1p(x: number): number {
  if (x > -0.25 && x < 0.4) return x === 0 ? x : twiceAtanh(x / (2 + x))
  return log(1 + x)
}

function twiceAtanh(s: number): number {
  return s * polynomial(seriesOfAtanh, s * s)
}
