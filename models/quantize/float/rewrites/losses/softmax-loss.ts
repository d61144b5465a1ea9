import { intValue } from '../../../attributes.ts'
import type { Rewrite } from '../../rewriting.ts'

/** SoftmaxCrossEntropyLoss: LogSoftmax over the classes, which is its second output, and NegativeLogLikelihoodLoss. */
export const softmaxLossRewrite: Rewrite = {
  opTypes: ['SoftmaxCrossEntropyLoss'],
  rewrite(node, rewriting) {
    const [scores, ...targets] = node.inputs as [string, ...string[]]
    const [output, logits = ''] = node.outputs as [string, string?]
    const probabilities = rewriting.emit('LogSoftmax', [scores], logits || `${output}/logits`, { axis: intValue(1) })
    rewriting.emit(
      'NegativeLogLikelihoodLoss',
      [probabilities, ...targets],
      output,
      Object.fromEntries(node.attributes),
    )
    return true
  },
}
