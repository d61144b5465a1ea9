import { elementwiseKernel } from '../loops/index.ts'

export const mul = elementwiseKernel({
  real: (a, b) => a * b,
  integer: Math.imul,
  int64: (a, b) => a * b,
})
