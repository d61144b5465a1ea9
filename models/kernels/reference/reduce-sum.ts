import { addition } from './folds.ts'
import { reductionKernel } from './reduction.ts'

export const reduceSum = reductionKernel(addition)
