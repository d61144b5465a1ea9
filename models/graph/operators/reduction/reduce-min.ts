import { elementCount } from '../../../tensor/index.ts'
import type { Operator } from '../../operator.ts'
import { comparedRangeAt, demandTypes } from '../../proof.ts'
import { typeAt } from '../../site.ts'
import { orderedTypes, reducedType, reductionAttributes } from '../forms/index.ts'

export const reduceMin: Operator = {
  opType: 'ReduceMin',
  inputCount: [1, 2],
  sinceOpset: 1,
  inferTypes: site => reducedType(site, orderedTypes),
  exact: {
    attributes: reductionAttributes,
    prove(site) {
      demandTypes(site, 0, ['uint8', 'int32', 'int64'])
      return { ranges: [comparedRangeAt(site, 0)], work: { elements: elementCount(typeAt(site, 0).shape) } }
    },
  },
}
