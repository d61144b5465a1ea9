import { intAttribute } from '../../attributes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeAt } from '../../site.ts'
import { namedElementType } from '../forms/index.ts'

export const eyeLike: Operator = {
  opType: 'EyeLike',
  inputCount: [1, 1],
  sinceOpset: 9,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    demand(shape.length === 2, `its input has rank ${shape.length}, want 2`)
    intAttribute(site.node, 'k', 0)
    return [{ elementType: namedElementType(site.node, 'dtype', elementType), shape }]
  },
}
