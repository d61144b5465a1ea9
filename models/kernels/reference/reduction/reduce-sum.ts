import { addition, reductionKernel } from '../loops/index.ts'

export const reduceSum = reductionKernel(addition)
