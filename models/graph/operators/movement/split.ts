import { intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { demand, integersAt, typeAt } from '../../site.ts'

export const split: Operator = {
  opType: 'Split',
  inputCount: [1, 2],
  sinceOpset: 13,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    const axis = resolveAxis(intAttribute(site.node, 'axis', 0), shape.length)
    const parts = site.node.outputs.length
    const part = Math.ceil(shape[axis]! / parts)
    const sizes = site.types[1]
      ? integersAt(site, 1, 'split')
      : Array.from({ length: parts }, (_, i) => Math.min(part, shape[axis]! - i * part))
    demand(
      sizes.length === parts && sizes.every(size => size > 0) && sizes.reduce((a, b) => a + b, 0) === shape[axis],
      `its parts [${sizes}] don't make up an axis of ${shape[axis]}`,
    )
    return sizes.map(size => ({ elementType, shape: shape.with(axis, size) }))
  },
}
