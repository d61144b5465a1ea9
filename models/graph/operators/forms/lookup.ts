import { intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { ExactForm } from '../../operator.ts'
import { rangeAt } from '../../proof.ts'
import { within } from '../../range.ts'
import { demand, typeAt } from '../../site.ts'
import { outputElements } from './counted.ts'

/** The exact form of an operator that looks elements up by an index that is proven to lie in the axis. */
export const lookup: ExactForm = {
  attributes: { axis: 'int' },
  prove(site) {
    const { shape } = typeAt(site, 0)
    const last = shape[resolveAxis(intAttribute(site.node, 'axis', 0), shape.length)]! - 1
    const indices = rangeAt(site, 1)
    demand(
      within(indices, { min: 0, max: last }),
      `its indices lie in [${indices.min}, ${indices.max}], want [0, ${last}]`,
      'Bound the indices with Max and Min.',
    )
    return { ranges: [rangeAt(site, 0)], work: { lookups: outputElements(site) } }
  },
}
