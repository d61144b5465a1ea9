import { elementwiseKernel } from './elementwise.ts'
import { addition } from './folds.ts'

export const add = elementwiseKernel(addition)
