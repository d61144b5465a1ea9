import type { Attribute } from '../../../graph/index.ts'
import type { Kernel } from '../../kernel.ts'
import { logSoftmax } from '../normalization/index.ts'
import { negativeLogLikelihoodLoss } from './negative-log-likelihood-loss.ts'

const overClasses: ReadonlyMap<string, Attribute> = new Map([['axis', { kind: 'int', value: 1n }]])

/** The loss of the scores' log-softmax over the classes, and that. */
export const softmaxCrossEntropyLoss: Kernel = call => {
  const [logits] = logSoftmax({ ...call, opset: 13, node: { ...call.node, attributes: overClasses } })
  const inputs = [logits, ...call.inputs.slice(1)]
  return [...negativeLogLikelihoodLoss({ ...call, inputs }), logits!]
}
