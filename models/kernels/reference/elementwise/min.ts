import { elementwiseKernel, minimum } from '../loops/index.ts'

export const min = elementwiseKernel(minimum)
