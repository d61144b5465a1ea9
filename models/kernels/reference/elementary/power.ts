import { exp } from './exponential.ts'
import { log } from './logarithm.ts'

/** Integer exponents to this are products. */
const greatestProduct = 64

/** x^y, with the special cases of IEEE 754's pow. */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  if (y === 0.5 && x >= 0) return Math.sqrt(x)
  const magnitude = Math.abs(x)
  if (Math.abs(y) === Infinity) {
    if (magnitude === 1) return 1
    return magnitude > 1 === y > 0 ? Infinity : 0
  }
  const isInteger = Number.isInteger(y)
  if (isInteger && Math.abs(y) <= greatestProduct) return y > 0 ? product(x, y) : 1 / product(x, -y)
  const negative = (x < 0 || Object.is(x, -0)) && isInteger && y % 2 !== 0
  if (magnitude === 0 || magnitude === Infinity) {
    const power = (magnitude === 0) === y > 0 ? 0 : Infinity
    return negative ? -power : power
  }
  if (x < 0 && !isInteger) return NaN
  const power = exp(y * log(magnitude))
  return negative ? -power : power
}

function product(base: number, exponent: number): number {
  let [result, square] = [1, base]
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}
