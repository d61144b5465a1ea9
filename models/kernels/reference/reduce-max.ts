import { maximum } from './folds.ts'
import { reductionKernel } from './reduction.ts'

export const reduceMax = reductionKernel(maximum)
