import { elementCount } from '../../../tensor/index.ts'
import { intAttribute } from '../../attributes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeAt } from '../../site.ts'
import { movement } from '../forms/index.ts'

export const flatten: Operator = {
  opType: 'Flatten',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    const axis = intAttribute(site.node, 'axis', 1)
    demand(axis >= -shape.length && axis <= shape.length, `axis ${axis} is outside a tensor of rank ${shape.length}`)
    const split = axis < 0 ? axis + shape.length : axis
    return [{ elementType, shape: [elementCount(shape.slice(0, split)), elementCount(shape.slice(split))] }]
  },
  exact: movement({ axis: 'int' }),
}
