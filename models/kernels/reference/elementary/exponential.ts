import { roundHalfEven } from '../loops/index.ts'
import { polynomial } from './polynomial.ts'
import { scaleByPowerOfTwo } from './powers-of-two.ts'

/** ln 2 in two parts: the first has 32 bits, so that its product with an exponent is exact. */
export const ln2High = 0.6931471803691238
export const ln2Low = 1.9082149292705877e-10

/** 1/n!, from n = 1 on. */
const inverseFactorials = inverses(18)

function inverses(count: number): readonly number[] {
  const coefficients: number[] = []
  let factorial = 1
  for (let n = 1; n <= count; n++) {
    factorial *= n
    coefficients.push(1 / factorial)
  }
  return coefficients
}

/** e^x: x = k ln 2 + r, |r| <= ln 2 / 2, and the series of e^r. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 710) return Infinity
  if (x < -746) return 0
  const k = roundHalfEven(x / Math.LN2)
  const r = x - k * ln2High - k * ln2Low
  return scaleByPowerOfTwo(1 + r * polynomial(inverseFactorials, r), k)
}

/** e^x - 1, without cancellation about 0. */
export function expm1(x: number): number {
  if (x > -0.5 && x < 0.5) return x === 0 ? x : x * polynomial(inverseFactorials, x)
  return exp(x) - 1
}
