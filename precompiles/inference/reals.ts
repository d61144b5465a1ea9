import {
  createElements,
  createTensor,
  type ElementType,
  elementCount,
  type Tensor,
  type TensorType,
} from '../../models/index.ts'
import { int256Reader } from '../abi/index.ts'
import {
  binary32ToDecimal,
  decimalToBinary32,
  decimalToInteger,
  integerToDecimal,
  roundedDecimalToBinary32,
} from '../fixed-point.ts'

/**
 * The tensor that fixed-point numbers spell, or the index of the first that the element type can't hold.
 * @param words int256, as many as the tensor has elements, or more.
 * @throws TypeError for float64, which the exact profile has no inputs of.
 */
export function realsToTensor(
  words: Uint8Array,
  decimals: number,
  { elementType, shape }: TensorType,
): Tensor | number {
  const count = elementCount(shape)
  const { exact, rounded } = int256Reader(words)
  if (elementType === 'float64') throw new TypeError('a float64 input has no fixed-point form')
  if (elementType === 'float32') {
    const data = new Float32Array(count)
    for (let i = 0; i < count; i++) {
      const value = roundedDecimalToBinary32(rounded(i), decimals) ?? decimalToBinary32(exact(i), decimals)
      if (!Number.isFinite(value)) return i
      data[i] = value
    }
    return createTensor(elementType, shape, data)
  }
  const data = createElements(elementType, count)
  const [least, greatest] = integerRanges[elementType]
  for (let i = 0; i < count; i++) {
    const value = decimalToInteger(exact(i), decimals)
    if (value === undefined || value < least || value > greatest) return i
    if (data instanceof BigInt64Array || data instanceof BigUint64Array) data[i] = value
    else data[i] = Number(value)
  }
  return createTensor(elementType, shape, data)
}

/**
 * The elements of a tensor as fixed-point numbers.
 * @throws TypeError for float64, RangeError for a real that is not finite.
 */
export function tensorToReals({ elementType, data }: Tensor, decimals: number): bigint[] {
  if (elementType === 'float64') throw new TypeError('a float64 output has no fixed-point form')
  return elementType === 'float32'
    ? Array.from(data as Float32Array, value => binary32ToDecimal(value, decimals))
    : Array.from(data as ArrayLike<number | bigint>, value => integerToDecimal(BigInt(value), decimals))
}

const integerRanges: Readonly<Record<Exclude<ElementType, 'float32' | 'float64'>, readonly [bigint, bigint]>> = {
  bool: [0n, 1n],
  uint8: unsigned(8n),
  int8: signed(8n),
  uint16: unsigned(16n),
  int16: signed(16n),
  uint32: unsigned(32n),
  int32: signed(32n),
  uint64: unsigned(64n),
  int64: signed(64n),
}

function unsigned(bits: bigint): readonly [bigint, bigint] {
  return [0n, (1n << bits) - 1n]
}

function signed(bits: bigint): readonly [bigint, bigint] {
  return [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n]
}
