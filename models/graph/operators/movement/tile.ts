import type { Operator } from '../../operator.ts'
import { demand, integersAt, typeAt } from '../../site.ts'
import { movement } from '../forms/index.ts'

export const tile: Operator = {
  opType: 'Tile',
  inputCount: [2, 2],
  sinceOpset: 6,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    const repeats = integersAt(site, 1, 'repeats')
    demand(
      repeats.length === shape.length,
      `it has ${repeats.length} repeats, want one for each of ${shape.length} axes`,
    )
    return [{ elementType, shape: shape.map((size, axis) => size * repeats[axis]!) }]
  },
  exact: movement({}),
}
