import type { Attribute } from '../graph/index.ts'

export function intValue(value: number): Attribute {
  return { kind: 'int', value: BigInt(value) }
}

export function intsValue(values: readonly number[]): Attribute {
  return { kind: 'ints', value: values.map(BigInt) }
}

/** The attribute of Cast that names a type, by ONNX's TensorProto.DataType. */
export const castTo = {
  float32: { to: intValue(1) },
  uint8: { to: intValue(2) },
  int32: { to: intValue(6) },
  int64: { to: intValue(7) },
  bool: { to: intValue(9) },
} as const satisfies Record<string, Readonly<Record<string, Attribute>>>
