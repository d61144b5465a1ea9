import { exp, expm1 } from './exponential.ts'
import { log, log1p } from './logarithm.ts'

export function tanh(x: number): number {
  if (x > 22) return 1
  if (x < -22) return -1
  const twice = expm1(2 * Math.abs(x))
  return withSign(twice / (twice + 2), x)
}

export function sinh(x: number): number {
  const magnitude = Math.abs(x)
  if (magnitude < 0.5) {
    const power = expm1(magnitude)
    return withSign((power + power / (power + 1)) / 2, x)
  }
  const half = exp(magnitude / 2)
  return withSign((half / 2) * half - 0.5 / half / half, x)
}

export function cosh(x: number): number {
  const half = exp(Math.abs(x) / 2)
  return (half / 2) * half + 0.5 / half / half
}

export function asinh(x: number): number {
  const magnitude = Math.abs(x)
  if (magnitude > 2 ** 28) return withSign(log(magnitude) + Math.LN2, x)
  const square = magnitude * magnitude
  return withSign(log1p(magnitude + square / (1 + Math.sqrt(1 + square))), x)
}

export function acosh(x: number): number {
  if (x > 2 ** 28) return log(x) + Math.LN2
  const above = x - 1
  return log1p(above + Math.sqrt(2 * above + above * above))
}

export function atanh(x: number): number {
  const magnitude = Math.abs(x)
  return withSign(log1p((2 * magnitude) / (1 - magnitude)) / 2, x)
}

function withSign(magnitude: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -magnitude : magnitude
}
