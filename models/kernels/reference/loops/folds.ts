import type { BinaryOperation } from './elementwise.ts'

export const addition: BinaryOperation = {
  real: (a, b) => a + b,
  integer: (a, b) => a + b,
  int64: (a, b) => a + b,
}

export const maximum: BinaryOperation = {
  real: Math.max,
  integer: Math.max,
  int64(a, b) {
    if (a > b) return a
    return b
  },
}

export const minimum: BinaryOperation = {
  real: Math.min,
  integer: Math.min,
  int64(a, b) {
    if (a < b) return a
    return b
  },
}
