import { broadcastShapes } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { integersAt, typeAt } from '../../site.ts'
import { movement } from '../forms/index.ts'

export const expand: Operator = {
  opType: 'Expand',
  inputCount: [2, 2],
  sinceOpset: 8,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    return [{ elementType, shape: broadcastShapes(shape, integersAt(site, 1, 'shape')) }]
  },
  exact: movement({}),
}
