import { intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeAt } from '../../site.ts'
import { movement } from '../forms/index.ts'

export const concat: Operator = {
  opType: 'Concat',
  inputCount: [1, 4096],
  sinceOpset: 4,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    const axis = resolveAxis(intAttribute(site.node, 'axis', Number.NaN), shape.length)
    let size = 0
    for (let input = 0; input < site.types.length; input++) {
      const part = typeAt(site, input)
      demand(
        part.elementType === elementType &&
          part.shape.length === shape.length &&
          part.shape.every((n, i) => i === axis || n === shape[i]),
        `part ${input}, ${part.elementType} [${part.shape}], doesn't fit ${elementType} [${shape}] along axis ${axis}`,
      )
      size += part.shape[axis]!
    }
    return [{ elementType, shape: shape.with(axis, size) }]
  },
  exact: movement({ axis: 'int' }, ({ types }) => types.map((_, input) => input)),
}
