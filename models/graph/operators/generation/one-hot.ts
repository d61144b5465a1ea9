import { intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { constantAt, demand, typeAt } from '../../site.ts'

export const oneHot: Operator = {
  opType: 'OneHot',
  inputCount: [3, 3],
  sinceOpset: 9,
  inferTypes(site) {
    const { shape } = typeAt(site, 0)
    const depth = constantAt(site, 1, 'depth')
    const values = typeAt(site, 2)
    demand(depth.data.length === 1, `its depth has ${depth.data.length} elements, want 1`)
    demand(values.shape.length === 1 && values.shape[0] === 2, `its values have shape [${values.shape}], want [2]`)
    const axis = resolveAxis(intAttribute(site.node, 'axis', -1), shape.length + 1)
    const size = Number(depth.data[0])
    return [{ elementType: values.elementType, shape: [...shape.slice(0, axis), size, ...shape.slice(axis)] }]
  },
}
