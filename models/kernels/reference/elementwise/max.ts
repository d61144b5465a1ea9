import { elementwiseKernel, maximum } from '../loops/index.ts'

export const max = elementwiseKernel(maximum)
