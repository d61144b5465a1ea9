import { addition, elementwiseKernel } from '../loops/index.ts'

export const add = elementwiseKernel(addition)
