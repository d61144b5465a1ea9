import type { ElementType, Shape, TensorType } from '../../../tensor/index.ts'
import { flagAttribute } from '../../attributes.ts'
import { resolveAxes } from '../../axes.ts'
import type { ExactForm, NodeSite } from '../../operator.ts'
import { typeOf } from '../../site.ts'
import { axesOf } from './axes-input.ts'

/** Type of a reduction. */
export function reducedType(site: NodeSite, elementTypes: readonly ElementType[]): readonly TensorType[] {
  const { elementType, shape } = typeOf(site, 0, elementTypes)
  const axes = reducedAxes(site, shape)
  const keeps = flagAttribute(site.node, 'keepdims', true)
  return [{ elementType, shape: shape.flatMap((size, axis) => (!axes.includes(axis) ? [size] : keeps ? [1] : [])) }]
}

/** The axes that a reduction runs over: all of them where it names none, unless noop_with_empty_axes says otherwise. */
export function reducedAxes(site: NodeSite, shape: Shape): readonly number[] {
  const keepsAll = flagAttribute(site.node, 'noop_with_empty_axes', false)
  const given = axesOf(site) ?? []
  if (given.length > 0) return resolveAxes(given, shape.length)
  return keepsAll ? [] : shape.map((_, axis) => axis)
}

/** The attributes of a reduction whose axes are an input. */
export const reductionAttributes: ExactForm['attributes'] = { keepdims: 'int', noop_with_empty_axes: 'int' }
