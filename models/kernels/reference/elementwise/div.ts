import { elementwiseKernel } from '../loops/index.ts'

/** Integer quotients are truncated toward zero. */
export const div = elementwiseKernel({
  real: (a, b) => a / b,
  integer: (a, b) => Math.trunc(a / b),
  int64: (a, b) => a / b,
})
