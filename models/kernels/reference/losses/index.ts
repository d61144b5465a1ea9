import type { Kernel } from '../../kernel.ts'
import { negativeLogLikelihoodLoss } from './negative-log-likelihood-loss.ts'
import { softmaxCrossEntropyLoss } from './softmax-cross-entropy-loss.ts'

export const lossKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['NegativeLogLikelihoodLoss', negativeLogLikelihoodLoss],
  ['SoftmaxCrossEntropyLoss', softmaxCrossEntropyLoss],
]
