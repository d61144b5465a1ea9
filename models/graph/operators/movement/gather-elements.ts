import { intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeAt, typeOf } from '../../site.ts'
import { lookup } from '../forms/index.ts'

export const gatherElements: Operator = {
  opType: 'GatherElements',
  inputCount: [2, 2],
  sinceOpset: 11,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    const indices = typeOf(site, 1, ['int32', 'int64'])
    const axis = resolveAxis(intAttribute(site.node, 'axis', 0), shape.length)
    demand(
      indices.shape.length === shape.length && indices.shape.every((size, i) => i === axis || size <= shape[i]!),
      `indices [${indices.shape}] reach past [${shape}]`,
    )
    return [{ elementType, shape: indices.shape }]
  },
  exact: lookup,
}
