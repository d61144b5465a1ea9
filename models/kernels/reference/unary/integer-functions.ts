import { elementKernel } from '../loops/index.ts'

/** What integers have of the functions of one number. */
export const integerKernels = {
  Abs: elementKernel(element => (element < 0 ? -element : element)),
  Neg: elementKernel(element => -element),
  Sign: elementKernel(element => {
    const sign = element > 0 ? 1 : element < 0 ? -1 : 0
    return typeof element === 'bigint' ? BigInt(sign) : sign
  }),
}
