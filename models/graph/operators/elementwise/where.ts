import { broadcastShapes } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { demandTypes, rangeAt } from '../../proof.ts'
import { spanOf } from '../../range.ts'
import { demand, typeAt, typeOf } from '../../site.ts'
import { elementWork } from '../forms/index.ts'

export const where: Operator = {
  opType: 'Where',
  inputCount: [3, 3],
  sinceOpset: 9,
  inferTypes(site) {
    const condition = typeOf(site, 0, ['bool'])
    const [yes, no] = [typeAt(site, 1), typeAt(site, 2)]
    demand(yes.elementType === no.elementType, `its choices are ${yes.elementType} and ${no.elementType}`)
    const shape = broadcastShapes(condition.shape, broadcastShapes(yes.shape, no.shape))
    return [{ elementType: yes.elementType, shape }]
  },
  exact: {
    attributes: {},
    prove(site) {
      demandTypes(site, 1, ['uint8', 'int32', 'int64', 'float32'])
      return { ranges: [spanOf([rangeAt(site, 1), rangeAt(site, 2)])], work: elementWork(site) }
    },
  },
}
