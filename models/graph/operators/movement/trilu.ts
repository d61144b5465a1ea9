import { flagAttribute } from '../../attributes.ts'
import type { Operator } from '../../operator.ts'
import { demandTypes, rangeAt } from '../../proof.ts'
import { spanOf } from '../../range.ts'
import { demand, integersAt, typeAt } from '../../site.ts'
import { elementWork } from '../forms/index.ts'

export const trilu: Operator = {
  opType: 'Trilu',
  inputCount: [1, 2],
  sinceOpset: 14,
  inferTypes(site) {
    const { shape, elementType } = typeAt(site, 0)
    demand(shape.length >= 2, `its input has rank ${shape.length}, want 2 or more`)
    flagAttribute(site.node, 'upper', true)
    diagonalOf(site)
    return [{ elementType, shape }]
  },
  exact: {
    attributes: { upper: 'int' },
    prove(site) {
      demandTypes(site, 0, ['float32', 'int64'])
      return { ranges: [spanOf([rangeAt(site, 0), { min: 0, max: 0 }])], work: elementWork(site) }
    },
  },
}

/** How far the kept triangle's edge lies above the main diagonal. */
export function diagonalOf(site: Parameters<Operator['inferTypes']>[0]): number {
  if (site.types[1] === undefined) return 0
  const { shape } = typeAt(site, 1)
  if (shape.length === 1) return integersAt(site, 1, 'diagonal')[0]!
  const diagonal = site.constants[1]
  demand(diagonal !== undefined, 'its diagonal is computed', 'Store the diagonal as an initializer.')
  return Number(diagonal.data[0])
}
