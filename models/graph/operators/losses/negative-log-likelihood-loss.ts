import type { Operator } from '../../operator.ts'
import { readLoss } from './loss.ts'

export const negativeLogLikelihoodLoss: Operator = {
  opType: 'NegativeLogLikelihoodLoss',
  inputCount: [2, 3],
  sinceOpset: 12,
  inferTypes: site => [{ elementType: 'float32', shape: readLoss(site).shape }],
}
