import { intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { typeAt, typeOf } from '../../site.ts'
import { lookup } from '../forms/index.ts'

export const gather: Operator = {
  opType: 'Gather',
  inputCount: [2, 2],
  sinceOpset: 1,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    const indices = typeOf(site, 1, ['int32', 'int64'])
    const axis = resolveAxis(intAttribute(site.node, 'axis', 0), shape.length)
    return [{ elementType, shape: [...shape.slice(0, axis), ...indices.shape, ...shape.slice(axis + 1)] }]
  },
  exact: lookup,
}
