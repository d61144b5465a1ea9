import type { Operator } from '../../operator.ts'
import { typeAt } from '../../site.ts'
import { readLoss } from './loss.ts'

export const softmaxCrossEntropyLoss: Operator = {
  opType: 'SoftmaxCrossEntropyLoss',
  inputCount: [2, 3],
  sinceOpset: 12,
  inferTypes: site => [{ elementType: 'float32', shape: readLoss(site).shape }, typeAt(site, 0)],
}
