import { elementwiseKernel } from '../loops/index.ts'

export const sub = elementwiseKernel({
  real: (a, b) => a - b,
  integer: (a, b) => a - b,
  int64: (a, b) => a - b,
})
