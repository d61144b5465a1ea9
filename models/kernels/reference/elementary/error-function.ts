import { exp } from './exponential.ts'

const twoOverRootPi = 2 / Math.sqrt(Math.PI)

/**
 * erf(x) = 2/sqrt(pi) e^(-x^2) sum of 2^n x^(2n+1) / (1 * 3 * … * (2n+1)), whose terms are of one sign; from 3 on by the continued
 * fraction of erfc.
 * @see Abramowitz and Stegun 7.1.6 and 7.1.14.
 */
export function erf(x: number): number {
  const magnitude = Math.abs(x)
  if (magnitude > 6) return x < 0 ? -1 : 1
  if (magnitude >= 3) return x < 0 ? complement(magnitude) - 1 : 1 - complement(magnitude)
  if (x === 0 || Number.isNaN(x)) return x
  const square = x * x
  let sum = x
  for (let term = x, n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (2 * square) / (2 * n + 1)
    sum += term
  }
  return twoOverRootPi * exp(-square) * sum
}

const fractionDepth = 60

function complement(x: number): number {
  let denominator = x
  for (let n = fractionDepth; n > 0; n--) denominator = x + n / 2 / denominator
  return ((twoOverRootPi / 2) * exp(-x * x)) / denominator
}
