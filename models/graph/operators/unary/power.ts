import { broadcastShapes } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { typeOf } from '../../site.ts'
import { arithmeticTypes } from '../forms/index.ts'

export const power: Operator = {
  opType: 'Pow',
  inputCount: [2, 2],
  sinceOpset: 7,
  inferTypes(site) {
    const [base, exponent] = [typeOf(site, 0, arithmeticTypes), typeOf(site, 1, arithmeticTypes)]
    return [{ elementType: base.elementType, shape: broadcastShapes(base.shape, exponent.shape) }]
  },
}
