import { elementCount, type Shape } from '../../../tensor/index.ts'
import { flagAttribute, intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { comparedRangeAt, demandTypes } from '../../proof.ts'
import { demand, integersAt, typeAt, typeOf } from '../../site.ts'
import { orderedTypes } from '../forms/index.ts'

export const topK: Operator = {
  opType: 'TopK',
  inputCount: [2, 2],
  sinceOpset: 10,
  inferTypes(site) {
    const { elementType } = typeOf(site, 0, orderedTypes)
    const shape = selectedShape(site)
    flagAttribute(site.node, 'largest', true)
    return [
      { elementType, shape },
      { elementType: 'int64', shape },
    ]
  },
  exact: {
    outputCount: 2,
    attributes: { axis: 'int', largest: 'int', sorted: 'int' },
    prove(site) {
      demandTypes(site, 0, ['uint8', 'int32', 'int64', 'float32'])
      demand(flagAttribute(site.node, 'sorted', true), 'sorted is 0: its order is not defined', 'Leave sorted out.')
      const { shape } = typeAt(site, 0)
      const size = shape[topAxis(site)]!
      return {
        ranges: [comparedRangeAt(site, 0), { min: 0, max: size - 1 }],
        work: { elements: elementCount(shape) * (32 - Math.clz32(size)) },
      }
    },
  },
}

function topAxis(site: NodeSite): number {
  return resolveAxis(intAttribute(site.node, 'axis', -1), typeAt(site, 0).shape.length)
}

function selectedShape(site: NodeSite): Shape {
  const { shape } = typeAt(site, 0)
  const axis = topAxis(site)
  const [k, ...others] = integersAt(site, 1, 'number of elements')
  demand(k !== undefined && others.length === 0, 'the number of elements is a list, want one number')
  demand(k >= 1 && k <= shape[axis]!, `it takes ${k} of ${shape[axis]} elements`)
  return shape.with(axis, k)
}
