import type { Kernel } from '../../kernel.ts'
import { batchNormalization } from './batch-normalization.ts'
import { layerNormalization, rmsNormalization } from './layer-normalization.ts'
import { logSoftmax } from './log-softmax.ts'
import { softmax } from './softmax.ts'

export const normalizationKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['BatchNormalization', batchNormalization],
  ['LayerNormalization', layerNormalization],
  ['LogSoftmax', logSoftmax],
  ['RMSNormalization', rmsNormalization],
  ['Softmax', softmax],
]
