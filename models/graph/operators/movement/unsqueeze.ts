import { resolveAxes } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeAt } from '../../site.ts'
import { axesOf, movement } from '../forms/index.ts'

export const unsqueeze: Operator = {
  opType: 'Unsqueeze',
  inputCount: [1, 2],
  sinceOpset: 1,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    const given = axesOf(site)
    demand(given !== undefined, 'it names no axes')
    const rank = shape.length + given.length
    demand(rank <= 64, `the output has ${rank} axes`)
    const axes = resolveAxes(given, rank)
    const rest = shape.values()
    return [
      { elementType, shape: Array.from({ length: rank }, (_, axis) => (axes.includes(axis) ? 1 : rest.next().value!)) },
    ]
  },
  exact: movement({}),
}
