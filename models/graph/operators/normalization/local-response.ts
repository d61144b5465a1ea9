import { intAttribute } from '../../attributes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

export const localResponse: Operator = {
  opType: 'LRN',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const input = typeOf(site, 0, ['float32'])
    demand(input.shape.length >= 3, `its input has rank ${input.shape.length}, want 3 and above`)
    demand(intAttribute(site.node, 'size', 0) >= 1, 'its size is not positive')
    return [input]
  },
}
