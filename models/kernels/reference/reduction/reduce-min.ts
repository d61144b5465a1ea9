import { minimum, reductionKernel } from '../loops/index.ts'

export const reduceMin = reductionKernel(minimum)
