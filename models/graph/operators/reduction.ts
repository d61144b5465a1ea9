import type { ElementType, Shape, TensorType } from '../../tensor/index.ts'
import { intAttribute } from '../attributes.ts'
import { resolveAxes } from '../axes.ts'
import type { ExactForm, NodeSite } from '../operator.ts'
import { typeOf } from '../site.ts'
import { axesOf } from './axes-input.ts'

/** Type of a reduction. */
export function reducedType(site: NodeSite, elementTypes: readonly ElementType[]): readonly TensorType[] {
  const { elementType, shape } = typeOf(site, 0, elementTypes)
  const axes = reducedAxes(site, shape)
  const keeps = intAttribute(site.node, 'keepdims', 1) !== 0
  return [{ elementType, shape: shape.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keeps ? [1] : [])) }]
}

/** The axes that a reduction runs over: all of them where it names none, unless noop_with_empty_axes says otherwise. */
export function reducedAxes(site: NodeSite, shape: Shape): readonly number[] {
  const given = axesOf(site) ?? []
  if (given.length > 0) return resolveAxes(given, shape.length)
  return intAttribute(site.node, 'noop_with_empty_axes', 0) !== 0 ? [] : shape.map((_, axis) => axis)
}

/** The attributes of a reduction whose axes are an input. */
export const reductionAttributes: ExactForm['attributes'] = { keepdims: 'int', noop_with_empty_axes: 'int' }
