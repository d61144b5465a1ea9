import type { Operator } from '../../operator.ts'
import { demandTypes, rangeAt, scalesAt, zeroPointAt } from '../../proof.ts'
import { mapRange } from '../../range.ts'
import { typeOf } from '../../site.ts'
import { checkAlongAxis, checkScalar, elementWork, wideCodeTypes } from '../forms/index.ts'

export const quantizeLinear: Operator = {
  opType: 'QuantizeLinear',
  inputCount: [2, 3],
  sinceOpset: 10,
  inferTypes(site) {
    const { shape } = typeOf(site, 0, ['float32'])
    checkAlongAxis(site, 1, 'scale', ['float32'])
    const elementType = site.types[2] ? checkAlongAxis(site, 2, 'zero point', wideCodeTypes) : 'uint8'
    return [{ elementType, shape }]
  },
  exact: {
    attributes: {},
    prove(site) {
      demandTypes(site, 2, ['uint8'])
      checkScalar(site, 1, 'scale', ['float32'])
      const [scale] = scalesAt(site, 1, 'scale')
      const zeroPoint = zeroPointAt(site, 2, 'zero point')
      const { min, max } = rangeAt(site, 0)
      return {
        ranges: [
          mapRange({ min: Math.floor(min / scale!) - 1, max: Math.ceil(max / scale!) + 1 }, code =>
            Math.min(255, Math.max(0, code + zeroPoint)),
          ),
        ],
        work: elementWork(site),
      }
    },
  },
}
