import type { Operator } from '../../operator.ts'
import { typeAt } from '../../site.ts'

export const castLike: Operator = {
  opType: 'CastLike',
  inputCount: [2, 2],
  sinceOpset: 15,
  inferTypes: site => [{ elementType: typeAt(site, 1).elementType, shape: typeAt(site, 0).shape }],
}
