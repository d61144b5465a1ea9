import { NodeFault } from '../../graph/index.ts'
import { roundHalfEven } from '../../kernels/index.ts'
import { createElements, createTensor, type ElementType, elementCount, type Tensor } from '../../tensor/index.ts'
import type { Coding } from './coding.ts'

/** The real values of constant codes, each rounded to binary32 once. */
export function decodeConstant({ shape, data }: Tensor, coding: Coding): Tensor<'float32'> {
  const indexOf = parameterIndex(shape, coding)
  const values = new Float32Array(data.length)
  for (let i = 0; i < values.length; i++) {
    const at = indexOf(i)
    values[i] = (Number(data[i]) - coding.zeroPoints[at]!) * coding.scales[at]!
  }
  return createTensor('float32', shape, values)
}

/** Codes of constant real values, as QuantizeLinear gives them. */
export function encodeConstant({ shape, data }: Tensor, coding: Coding): Tensor {
  const [least, greatest] = rangeOf(coding.elementType)
  const indexOf = parameterIndex(shape, coding)
  const codes = createElements(coding.elementType, data.length)
  for (let i = 0; i < codes.length; i++) {
    const at = indexOf(i)
    const code = roundHalfEven(Math.fround(Number(data[i]) / coding.scales[at]!)) + coding.zeroPoints[at]!
    codes[i] = Math.min(greatest, Math.max(least, code))
  }
  return createTensor(coding.elementType, shape, codes)
}

function rangeOf(elementType: ElementType): readonly [least: number, greatest: number] {
  switch (elementType) {
    case 'uint8':
      return [0, 255]
    case 'int8':
      return [-128, 127]
    case 'uint16':
      return [0, 65_535]
    case 'int16':
      return [-32_768, 32_767]
    default:
      throw new NodeFault(`it quantizes to ${elementType}`, 'Quantize to uint8 or int8.')
  }
}

/** Which scale is that of the element at an index. */
function parameterIndex(shape: readonly number[], { scales, axis }: Coding): (index: number) => number {
  if (scales.length === 1) return () => 0
  const from = axis < 0 ? axis + shape.length : axis
  if (shape[from] !== scales.length)
    throw new NodeFault(
      `it has ${scales.length} scales along axis ${axis} of [${shape}]`,
      'Quantize with one scale, or one for each index of an axis; blocks are not supported.',
    )
  const inner = elementCount(shape.slice(from + 1))
  return index => Math.floor(index / inner) % scales.length
}
