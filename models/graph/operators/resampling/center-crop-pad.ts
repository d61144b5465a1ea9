import { intsAttribute } from '../../attributes.ts'
import { resolveAxes } from '../../axes.ts'
import type { NodeSite, Operator } from '../../operator.ts'
import { demand, integersAt, typeAt } from '../../site.ts'

/** @see ONNX CenterCropPad-18 */
export const centerCropPad: Operator = {
  opType: 'CenterCropPad',
  inputCount: [2, 2],
  sinceOpset: 18,
  inferTypes(site) {
    const { elementType, shape } = typeAt(site, 0)
    const wanted = centeredSizes(site)
    return [{ elementType, shape: shape.map((size, axis) => wanted[axis] ?? size) }]
  },
}

/** The size that each axis gets; undefined where it keeps its own. */
export function centeredSizes(site: NodeSite): readonly (number | undefined)[] {
  const { shape } = typeAt(site, 0)
  const given = intsAttribute(site.node, 'axes', undefined) ?? shape.map((_, axis) => axis)
  const axes = resolveAxes(given, shape.length)
  const sizes = integersAt(site, 1, 'shape')
  demand(sizes.length === axes.length && sizes.every(size => size >= 1), `[${sizes}] are no sizes of axes [${axes}]`)
  return shape.map((_, axis) => sizes[axes.indexOf(axis)])
}
