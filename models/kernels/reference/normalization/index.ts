import type { Kernel } from '../../kernel.ts'
import { batchNormalization } from './batch-normalization.ts'
import { groupNormalization, instanceNormalization } from './instance-normalization.ts'
import { hardmax, lpNormalization } from './lane-kernels.ts'
import { layerNormalization, rmsNormalization } from './layer-normalization.ts'
import { localResponse } from './local-response.ts'
import { logSoftmax } from './log-softmax.ts'
import { softmax } from './softmax.ts'

export const normalizationKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['BatchNormalization', batchNormalization],
  ['LayerNormalization', layerNormalization],
  ['GroupNormalization', groupNormalization],
  ['InstanceNormalization', instanceNormalization],
  ['Hardmax', hardmax],
  ['LRN', localResponse],
  ['LpNormalization', lpNormalization],
  ['LogSoftmax', logSoftmax],
  ['RMSNormalization', rmsNormalization],
  ['Softmax', softmax],
]
export { logSoftmax } from './log-softmax.ts'
