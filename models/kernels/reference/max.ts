import { elementwiseKernel } from './elementwise.ts'
import { maximum } from './folds.ts'

export const max = elementwiseKernel(maximum)
