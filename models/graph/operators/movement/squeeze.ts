import { resolveAxes } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeAt } from '../../site.ts'
import { axesOf, movement } from '../forms/index.ts'

export const squeeze: Operator = {
  opType: 'Squeeze',
  inputCount: [1, 2],
  sinceOpset: 1,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    const given = axesOf(site)
    const axes = given ? resolveAxes(given, shape.length) : shape.flatMap((size, axis) => (size === 1 ? [axis] : []))
    demand(
      axes.every(axis => shape[axis] === 1),
      `axes [${axes}] of [${shape}] are not all of size 1`,
    )
    return [{ elementType, shape: shape.filter((_, axis) => !axes.includes(axis)) }]
  },
  exact: movement({}),
}
