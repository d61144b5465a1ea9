import type { Operator } from '../../operator.ts'
import { batchNormalization } from './batch-normalization.ts'
import { groupNormalization, instanceNormalization } from './instance-normalization.ts'
import { hardmax, lpNormalization } from './lane-operators.ts'
import { layerNormalization, rmsNormalization } from './layer-normalization.ts'
import { localResponse } from './local-response.ts'
import { logSoftmax } from './log-softmax.ts'
import { softmax } from './softmax.ts'

export const normalizationOperators: readonly Operator[] = [
  hardmax,
  lpNormalization,
  batchNormalization,
  layerNormalization,
  logSoftmax,
  rmsNormalization,
  groupNormalization,
  instanceNormalization,
  localResponse,
  softmax,
]
