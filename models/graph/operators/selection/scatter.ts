import { elementCount } from '../../../tensor/index.ts'
import { intAttribute, stringAttribute } from '../../attributes.ts'
import { equalShapes, resolveAxis } from '../../axes.ts'
import type { ExactSite, NodeSite, Operator } from '../../operator.ts'
import { demandTypes, fitting, rangeAt } from '../../proof.ts'
import { type Range, within } from '../../range.ts'
import { demand, typeAt, typeOf } from '../../site.ts'
import { arithmeticTypes } from '../forms/index.ts'

/** How an element that is scattered meets the one that is there. */
export type Reduction = 'none' | 'add' | 'mul' | 'max' | 'min'

export function reductionOf(site: NodeSite): Reduction {
  const reduction = stringAttribute(site.node, 'reduction', 'none')
  demand(['none', 'add', 'mul', 'max', 'min'].includes(reduction), `its reduction is ${reduction}`)
  return reduction as Reduction
}

export const scatterElements: Operator = {
  opType: 'ScatterElements',
  inputCount: [3, 3],
  sinceOpset: 11,
  inferTypes(site) {
    const data = typeOf(site, 0, arithmeticTypes)
    const [indices, updates] = [typeOf(site, 1, ['int32', 'int64']), typeOf(site, 2, [data.elementType])]
    const axis = resolveAxis(intAttribute(site.node, 'axis', 0), data.shape.length)
    demand(
      equalShapes(indices.shape, updates.shape) &&
        indices.shape.length === data.shape.length &&
        indices.shape.every((size, i) => i === axis || size <= data.shape[i]!),
      `its indices [${indices.shape}] and updates [${updates.shape}] don't fit [${data.shape}] along axis ${axis}`,
    )
    reductionOf(site)
    return [data]
  },
  exact: {
    attributes: { axis: 'int', reduction: 'string' },
    prove(site) {
      for (const input of [0, 2]) demandTypes(site, input, ['int32'])
      const { shape } = typeAt(site, 0)
      const axis = resolveAxis(intAttribute(site.node, 'axis', 0), shape.length)
      demandWithin(site, shape[axis]! - 1)
      const updates = typeAt(site, 2).shape
      return {
        ranges: [fitting(scatteredRange(site, updates[axis]!), 'int32')],
        work: { elements: elementCount(shape), lookups: elementCount(updates) },
      }
    },
  },
}

function demandWithin(site: ExactSite, last: number): void {
  const indices = rangeAt(site, 1)
  demand(
    within(indices, { min: 0, max: last }),
    `its indices lie in [${indices.min}, ${indices.max}], want [0, ${last}]`,
    'Bound the indices with Max and Min.',
  )
}

/** Bounds where at most `most` elements meet in one place. */
function scatteredRange(site: ExactSite, most: number): Range {
  const [data, updates] = [rangeAt(site, 0), rangeAt(site, 2)]
  const reduction = reductionOf(site)
  if (reduction === 'add')
    return { min: data.min + most * Math.min(0, updates.min), max: data.max + most * Math.max(0, updates.max) }
  demand(
    reduction === 'max' || reduction === 'min',
    `its reduction is ${reduction}, and what meets in one place depends on an order`,
    'Use the reduction add, max or min.',
  )
  return { min: Math.min(data.min, updates.min), max: Math.max(data.max, updates.max) }
}

export const scatterNd: Operator = {
  opType: 'ScatterND',
  inputCount: [3, 3],
  sinceOpset: 11,
  inferTypes(site) {
    const data = typeOf(site, 0, arithmeticTypes)
    const [indices, updates] = [typeOf(site, 1, ['int64']), typeOf(site, 2, [data.elementType])]
    const depth = indices.shape.at(-1) ?? 0
    const want = [...indices.shape.slice(0, -1), ...data.shape.slice(depth)]
    demand(
      depth >= 1 && depth <= data.shape.length && equalShapes(updates.shape, want),
      `its updates have shape [${updates.shape}], want [${want}]`,
    )
    reductionOf(site)
    return [data]
  },
}
