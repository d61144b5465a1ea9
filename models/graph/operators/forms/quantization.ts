import { type ElementType, elementCount } from '../../../tensor/index.ts'
import type { NodeSite } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

/** Element types of quantized values. */
export const codeTypes: readonly ElementType[] = ['uint8', 'int8']

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
