import { NodeFault } from '../../graph/index.ts'
import type { ElementType, Tensor } from '../../tensor/index.ts'
import type { Quantization } from '../quantization.ts'

/** How codes stand for real values: value = scale * (code - zero point), one for all elements or one per index of an axis. */
export interface Coding {
  readonly elementType: ElementType
  readonly scales: readonly number[]
  /** As many as scales. */
  readonly zeroPoints: readonly number[]
  readonly axis: number
}

/** How constant weights were coded: symmetric or not, in eight bits. */
export interface WeightCoding {
  /** One, or one per index of `axis`. */
  readonly scales: readonly number[]
  /** Of the same integers in uint8. */
  readonly zeroPoint: number
  readonly axis: number
}

/** The codings that a quantized file prescribes, by the names of the float values and constants that it approximates. */
export interface Codings {
  readonly values: ReadonlyMap<string, Quantization>
  readonly weights: ReadonlyMap<string, WeightCoding>
}

const eightBits: ReadonlySet<ElementType> = new Set(['uint8', 'int8'])

/** The coding of constant scale and zero point tensors. */
export function readCoding(
  scale: Tensor | undefined,
  zeroPoint: Tensor | undefined,
  elementType: ElementType,
  axis: number,
): Coding {
  if (scale === undefined)
    throw new NodeFault('its scale is computed when it runs', 'Quantize statically: scales are constants of the file.')
  const scales = Array.from(scale.data, Number)
  if (!scales.every(each => each > 0 && Number.isFinite(each)))
    throw new NodeFault('its scales are not all positive numbers', 'Quantize the model again.')
  const given = zeroPoint === undefined ? [0] : Array.from(zeroPoint.data, Number)
  const zeroPoints = scales.map((_, i) => given[given.length === 1 ? 0 : i] ?? Number.NaN)
  if (zeroPoints.some(Number.isNaN))
    throw new NodeFault(`it has ${scales.length} scales and ${given.length} zero points`, 'Quantize the model again.')
  return { elementType, scales, zeroPoints, axis }
}

/** Where codes of this type start when the same integers are spelt as uint8. */
function shiftOf(elementType: ElementType): number {
  return elementType === 'int8' ? 128 : 0
}

/** The coding of an activation as uint8; undefined where it has more bits, and others are to be chosen. */
export function toQuantization({ elementType, scales, zeroPoints }: Coding): Quantization | undefined {
  if (scales.length !== 1)
    throw new NodeFault('an activation has a scale per channel', 'Quantize activations per tensor.')
  if (!eightBits.has(elementType)) return undefined
  return { scale: scales[0]!, zeroPoint: zeroPoints[0]! + shiftOf(elementType) }
}

/** The coding of weights as uint8; undefined where their integers are no eight bits wide, or start at several. */
export function toWeightCoding({ elementType, scales, zeroPoints, axis }: Coding): WeightCoding | undefined {
  if (!eightBits.has(elementType) || zeroPoints.some(each => each !== zeroPoints[0])) return undefined
  return { scales, zeroPoint: zeroPoints[0]! + shiftOf(elementType), axis }
}

export function equalCodings(a: Coding, b: Coding): boolean {
  return (
    a.elementType === b.elementType &&
    a.scales.length === b.scales.length &&
    a.scales.every((scale, i) => scale === b.scales[i]) &&
    a.zeroPoints.every((zeroPoint, i) => zeroPoint === b.zeroPoints[i])
  )
}
