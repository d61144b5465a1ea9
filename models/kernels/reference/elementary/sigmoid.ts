import { exp } from './exponential.ts'
import { log1p } from './logarithm.ts'

/** 1 / (1 + e^-x). */
export function sigmoid(x: number): number {
  const power = exp(-Math.abs(x))
  return x < 0 ? power / (1 + power) : 1 / (1 + power)
}

/** log(1 + e^x). */
export function softplus(x: number): number {
  return Math.max(0, x) + log1p(exp(-Math.abs(x)))
}
