import { polynomial } from './polynomial.ts'

/** (-1)^n / (2n + 1): atan(x) / x in powers of x^2. */
const arctangentSeries = Array.from({ length: 14 }, (_, n) => (n % 2 === 0 ? 1 : -1) / (2 * n + 1))

/** Halves the angle twice, atan x = 2 atan(x / (1 + sqrt(1 + x^2))), and then the series. */
export function atan(x: number): number {
  const magnitude = Math.abs(x)
  if (magnitude > 1) return (x < 0 ? -1 : 1) * (Math.PI / 2 - atan(1 / magnitude))
  let tangent = x
  for (let halving = 0; halving < 2; halving++) tangent /= 1 + Math.sqrt(1 + tangent * tangent)
  return 4 * tangent * polynomial(arctangentSeries, tangent * tangent)
}

export function asin(x: number): number {
  if (!(Math.abs(x) <= 1)) return NaN
  return Math.abs(x) === 1 ? (x * Math.PI) / 2 : atan(x / Math.sqrt((1 - x) * (1 + x)))
}

export function acos(x: number): number {
  if (!(Math.abs(x) <= 1)) return NaN
  return x === -1 ? Math.PI : 2 * atan(Math.sqrt((1 - x) / (1 + x)))
}
