import type { ElementType } from '../../../tensor/index.ts'
import type { Operator } from '../../operator.ts'
import { demandTypes, fitting, rangeAt, scalesAt, zeroPointAt } from '../../proof.ts'
import { mapRange } from '../../range.ts'
import { demand, typeOf } from '../../site.ts'
import { checkAlongAxis, checkScalar, elementWork, wideCodeTypes } from '../forms/index.ts'

/** Biases are int32. */
const storedTypes: readonly ElementType[] = [...wideCodeTypes, 'int32']

export const dequantizeLinear: Operator = {
  opType: 'DequantizeLinear',
  inputCount: [2, 3],
  sinceOpset: 10,
  inferTypes(site) {
    const { elementType, shape } = typeOf(site, 0, storedTypes)
    checkAlongAxis(site, 1, 'scale', ['float32'])
    if (site.types[2])
      demand(
        checkAlongAxis(site, 2, 'zero point', storedTypes) === elementType,
        'the zero point is of another type than the codes',
      )
    return [{ elementType: 'float32', shape }]
  },
  exact: {
    attributes: {},
    prove(site) {
      demandTypes(site, 0, ['uint8'])
      checkScalar(site, 1, 'scale', ['float32'])
      const [scale] = scalesAt(site, 1, 'scale')
      const zeroPoint = zeroPointAt(site, 2, 'zero point')
      const range = mapRange(rangeAt(site, 0), code => Math.fround((code - zeroPoint) * scale!))
      return { ranges: [fitting(range, 'float32')], work: elementWork(site) }
    },
  },
}
