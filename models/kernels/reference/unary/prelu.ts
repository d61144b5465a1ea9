import { elementwiseKernel } from '../loops/index.ts'

/** x, or x times its slope where x is negative. */
export const prelu = elementwiseKernel({
  real: (x, slope) => (x < 0 ? slope * x : x),
  integer: (x, slope) => (x < 0 ? slope * x : x),
  int64: (x, slope) => (x < 0n ? slope * x : x),
})
