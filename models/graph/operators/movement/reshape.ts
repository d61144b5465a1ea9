import { elementCount, type Shape } from '../../../tensor/index.ts'
import { flagAttribute } from '../../attributes.ts'
import type { Operator } from '../../operator.ts'
import { demand, integersAt, typeAt } from '../../site.ts'
import { movement } from '../forms/index.ts'

export const reshape: Operator = {
  opType: 'Reshape',
  inputCount: [2, 2],
  sinceOpset: 5,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    const target = integersAt(site, 1, 'shape')
    return [{ elementType, shape: resolveShape(shape, target, !flagAttribute(site.node, 'allowzero', false)) }]
  },
  exact: movement({ allowzero: 'int' }),
}

function resolveShape(from: Shape, target: readonly number[], zeroCopies: boolean): Shape {
  demand(target.length <= 64 && target.every(size => size >= -1), `the shape [${target}] is no shape`)
  const sizes = target.map((size, axis) => (size === 0 && zeroCopies ? (from[axis] ?? -2) : size))
  demand(!sizes.includes(-2), `the shape [${target}] copies an axis that [${from}] doesn't have`)
  const open = sizes.indexOf(-1)
  demand(open === sizes.lastIndexOf(-1), `the shape [${target}] leaves two axes open`)
  const known = elementCount(sizes.filter(size => size !== -1))
  const shape = open < 0 ? sizes : sizes.with(open, elementCount(from) / known)
  demand(
    shape.every(Number.isInteger) && elementCount(shape) === elementCount(from),
    `[${from}] can't be reshaped to [${target}]`,
  )
  return shape
}
