import type { Kernel } from '../../kernel.ts'
import { floatFunctions } from './functions.ts'
import { power } from './power.ts'
import { prelu } from './prelu.ts'
import { unaryKernel } from './unary-kernel.ts'

export const unaryKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ...Object.entries(floatFunctions).map(([opType, functionOf]) => [opType, unaryKernel(functionOf)] as const),
  ['Pow', power],
  ['PRelu', prelu],
]
