import { elementCount } from '../../../tensor/index.ts'
import { flagAttribute, intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { comparedRangeAt, demandTypes } from '../../proof.ts'
import { demand, typeAt, typeOf } from '../../site.ts'
import { orderedTypes } from '../forms/index.ts'

/** ArgMax and ArgMin; among equals they give the lowest index, or the highest where select_last_index says so. */
export const extremePositions: readonly Operator[] = ['ArgMax', 'ArgMin'].map(opType => ({
  opType,
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const { shape } = typeOf(site, 0, orderedTypes)
    const axis = selectedAxis(site)
    flagAttribute(site.node, 'select_last_index', false)
    const keeps = flagAttribute(site.node, 'keepdims', true)
    return [{ elementType: 'int64', shape: keeps ? shape.with(axis, 1) : shape.filter((_, i) => i !== axis) }]
  },
  exact: {
    attributes: { axis: 'int', keepdims: 'int', select_last_index: 'int' },
    prove(site) {
      demandTypes(site, 0, ['uint8', 'int32', 'int64', 'float32'])
      comparedRangeAt(site, 0)
      demand(
        !flagAttribute(site.node, 'select_last_index', false),
        'select_last_index is 1',
        'Take the first of equal elements: leave select_last_index out.',
      )
      const { shape } = typeAt(site, 0)
      return {
        ranges: [{ min: 0, max: shape[selectedAxis(site)]! - 1 }],
        work: { elements: elementCount(shape) },
      }
    },
  },
}))

function selectedAxis(site: NodeSite): number {
  return resolveAxis(intAttribute(site.node, 'axis', 0), typeAt(site, 0).shape.length)
}
