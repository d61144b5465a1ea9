import type { Kernel } from '../../kernel.ts'
import { logSoftmax } from './log-softmax.ts'
import { softmax } from './softmax.ts'

export const normalizationKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['LogSoftmax', logSoftmax],
  ['Softmax', softmax],
]
