import { maximum, reductionKernel } from '../loops/index.ts'

export const reduceMax = reductionKernel(maximum)
