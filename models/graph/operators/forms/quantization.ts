import { type ElementType, elementCount } from '../../../tensor/index.ts'
import { intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { NodeSite } from '../../operator.ts'
import { demand, typeAt, typeOf } from '../../site.ts'

/** Element types of quantized values. */
export const codeTypes: readonly ElementType[] = ['uint8', 'int8']

/** Those that quantized files have beside them. */
export const wideCodeTypes: readonly ElementType[] = [...codeTypes, 'uint16', 'int16']

/** Refuses the node unless the input is a scalar, or has one element per index of the axis that the node names. */
export function checkAlongAxis(
  site: NodeSite,
  input: number,
  role: string,
  elementTypes: readonly ElementType[],
): ElementType {
  const { elementType, shape } = typeOf(site, input, elementTypes)
  if (shape.length === 0 || (shape.length === 1 && shape[0] === 1)) return elementType
  const coded = typeAt(site, 0).shape
  const axis = resolveAxis(intAttribute(site.node, 'axis', 1), coded.length)
  demand(
    shape.length === 1 && shape[0] === coded[axis] && intAttribute(site.node, 'block_size', 0) === 0,
    `the ${role} has shape [${shape}], want a scalar or [${coded[axis]}], one per index of axis ${axis}`,
    'Quantize per tensor or per axis, not by blocks.',
  )
  return elementType
}

/** Refuses the node unless the input is a scalar (or has one element), and says its element type. */
export function checkScalar(
  site: NodeSite,
  input: number,
  role: string,
  elementTypes: readonly ElementType[],
): ElementType {
  const { elementType, shape } = typeOf(site, input, elementTypes)
  demand(
    shape.length <= 1 && elementCount(shape) === 1,
    `the ${role} has shape [${shape}], want a scalar`,
    'Quantize per tensor: one scale and one zero point.',
  )
  return elementType
}

/** Refuses the node unless the input is a scalar or has one element per channel. */
export function checkPerChannel(
  site: NodeSite,
  input: number,
  role: string,
  channels: number,
  elementTypes: readonly ElementType[],
): void {
  const { shape } = typeOf(site, input, elementTypes)
  const count = elementCount(shape)
  demand(
    shape.length <= 1 && (count === 1 || count === channels),
    `the ${role} has shape [${shape}], want a scalar or [${channels}]`,
  )
}
