import type { Operator } from '../operator.ts'
import { typeOf } from '../site.ts'
import { checkScalar, codeTypes } from './quantization.ts'

export const quantizeLinear: Operator = {
  opType: 'QuantizeLinear',
  inputCount: [2, 3],
  sinceOpset: 10,
  inferTypes(site) {
    const { shape } = typeOf(site, 0, ['float32'])
    checkScalar(site, 1, 'scale', ['float32'])
    const elementType = site.types[2] ? checkScalar(site, 2, 'zero point', codeTypes) : 'uint8'
    return [{ elementType, shape }]
  },
}
