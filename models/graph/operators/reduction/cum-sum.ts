import { flagAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { demandTypes, fitting, rangeAt } from '../../proof.ts'
import { constantAt, demand, typeAt, typeOf } from '../../site.ts'
import { arithmeticTypes, elementWork } from '../forms/index.ts'

export const cumSum: Operator = {
  opType: 'CumSum',
  inputCount: [2, 2],
  sinceOpset: 11,
  inferTypes(site) {
    const type = typeOf(site, 0, arithmeticTypes)
    cumulatedAxis(site)
    flagAttribute(site.node, 'exclusive', false)
    flagAttribute(site.node, 'reverse', false)
    return [type]
  },
  exact: {
    attributes: { exclusive: 'int', reverse: 'int' },
    prove(site) {
      demandTypes(site, 0, ['int32', 'int64'])
      const terms = typeAt(site, 0).shape[cumulatedAxis(site)]!
      const { min, max } = rangeAt(site, 0)
      const range = { min: Math.min(0, min) * terms, max: Math.max(0, max) * terms }
      return { ranges: [fitting(range, site.output.elementType)], work: elementWork(site) }
    },
  },
}

/** The axis that a CumSum runs along. */
export function cumulatedAxis(site: NodeSite): number {
  const axis = constantAt(site, 1, 'axis')
  demand(axis.data.length === 1, `its axis has ${axis.data.length} elements, want 1`)
  return resolveAxis(Number(axis.data[0]), typeAt(site, 0).shape.length)
}
