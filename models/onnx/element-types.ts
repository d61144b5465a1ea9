import type { ElementType } from '../tensor/index.ts'
import { UnsupportedFeatureError } from './errors.ts'

/** `TensorProto.DataType` of every element type that is read and written. */
const codes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
  uint32: 12,
  uint64: 13,
} as const satisfies Record<ElementType, number>

/** Names of the other ones, for errors. */
const unreadNames: Readonly<Record<number, string>> = {
  0: 'undefined',
  8: 'string',
  10: 'float16',
  14: 'complex64',
  15: 'complex128',
  16: 'bfloat16',
  17: 'float8e4m3fn',
  18: 'float8e4m3fnuz',
  19: 'float8e5m2',
  20: 'float8e5m2fnuz',
  21: 'uint4',
  22: 'int4',
  23: 'float4e2m1',
  24: 'float8e8m0',
  25: 'uint2',
  26: 'int2',
}

const elementTypes = new Map(Object.entries(codes).map(([name, code]) => [code as number, name as ElementType]))

/**
 * The element type that `code` stands for.
 * @throws UnsupportedFeatureError that names `owner` and the type.
 */
export function decodeElementType(code: number, owner: string): ElementType {
  const elementType = elementTypes.get(code)
  if (elementType === undefined) {
    throw new UnsupportedFeatureError(
      `${owner} has element type ${unreadNames[code] ?? code}`,
      `Convert it to one of: ${Object.keys(codes).join(', ')}.`,
    )
  }
  return elementType
}

/** The `TensorProto.DataType` of an element type. */
export function encodeElementType(elementType: ElementType): number {
  return codes[elementType]
}
