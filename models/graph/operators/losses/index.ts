import type { Operator } from '../../operator.ts'
import { negativeLogLikelihoodLoss } from './negative-log-likelihood-loss.ts'
import { softmaxCrossEntropyLoss } from './softmax-cross-entropy-loss.ts'

export const lossOperators: readonly Operator[] = [negativeLogLikelihoodLoss, softmaxCrossEntropyLoss]

export { readLoss } from './loss.ts'
