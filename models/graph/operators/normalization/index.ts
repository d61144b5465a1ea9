import type { Operator } from '../../operator.ts'
import { batchNormalization } from './batch-normalization.ts'
import { layerNormalization, rmsNormalization } from './layer-normalization.ts'
import { logSoftmax } from './log-softmax.ts'
import { softmax } from './softmax.ts'

export const normalizationOperators: readonly Operator[] = [
  batchNormalization,
  layerNormalization,
  logSoftmax,
  rmsNormalization,
  softmax,
]
