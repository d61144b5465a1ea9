import { elementCount } from '../../../tensor/index.ts'
import type { Operator } from '../../operator.ts'
import { demandTypes, fitting, rangeAt } from '../../proof.ts'
import { typeAt } from '../../site.ts'
import { arithmeticTypes, reducedAxes, reducedType, reductionAttributes } from '../forms/index.ts'

export const reduceSum: Operator = {
  opType: 'ReduceSum',
  inputCount: [1, 2],
  sinceOpset: 1,
  inferTypes: site => reducedType(site, arithmeticTypes),
  exact: {
    attributes: reductionAttributes,
    prove(site) {
      demandTypes(site, 0, ['int32', 'int64'])
      const { shape } = typeAt(site, 0)
      const terms = elementCount(reducedAxes(site, shape).map(axis => shape[axis]!))
      const { min, max } = rangeAt(site, 0)
      fitting({ min: Math.min(0, min) * terms, max: Math.max(0, max) * terms }, site.output.elementType)
      return { ranges: [{ min: min * terms, max: max * terms }], work: { elements: elementCount(shape) } }
    },
  },
}
