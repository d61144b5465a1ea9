import { elementwiseKernel } from './elementwise.ts'
import { minimum } from './folds.ts'

export const min = elementwiseKernel(minimum)
