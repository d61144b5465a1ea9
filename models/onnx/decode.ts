import { type DescMessage, fromBinary, ScalarType } from '@bufbuild/protobuf'
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { BaseError } from '../../primitives/index.ts'
import { MalformedModelError, ModelTooComplexError } from './errors.ts'
import { type ModelProto, ModelProtoSchema } from './generated/onnx_pb.ts'

const maxDepth = 64
const maxHeapBytes = 512 * 2 ** 20

/** Heap that one decoded object and what is made of it take on V8, rounded up. */
const messageHeapBytes = 1024
const stringHeapBytes = 64
const bigintHeapBytes = 48
const numberHeapBytes = 16

/** What is skipped takes no heap, but time. */
const unknownFieldHeapBytes = 64

/** What a file's bytes spell. */
export interface DecodedModel {
  readonly model: ModelProto
  /** The first field that onnx.proto does not list; it and its like were skipped. */
  readonly unlisted: UnlistedField | undefined
}

export interface UnlistedField {
  readonly message: string
  readonly number: number
}

/**
 * The protobuf message that `bytes` spell; its byte fields are views of `bytes`.
 * Stricter than protobuf decoders are, so that no two of them see different models: a known field has its own wire type
 * only, one that is not repeated is there once at most, and a message ends where its length says.
 * @throws MalformedModelError
 * @throws ModelTooComplexError before anything of that size is allocated.
 */
export function decodeModel(bytes: Uint8Array): DecodedModel {
  try {
    const check: Check = { heapBytes: 0, unlisted: undefined }
    checkMessage(ModelProtoSchema, bytes, 0, check)
    const model = fromBinary(ModelProtoSchema, bytes, { readUnknownFields: false, recursionLimit: maxDepth })
    return { model, unlisted: check.unlisted }
  } catch (error) {
    if (error instanceof BaseError) throw error
    throw new MalformedModelError('it is not an ONNX file: its bytes are not a protobuf message', { cause: error })
  }
}

interface Check {
  heapBytes: number
  unlisted: UnlistedField | undefined
}

function checkMessage(schema: DescMessage, bytes: Uint8Array, depth: number, check: Check): void {
  if (depth === maxDepth) throw new MalformedModelError(`its messages nest deeper than ${maxDepth}`)
  const reader = new BinaryReader(bytes)
  spend(check, messageHeapBytes)
  const present = new Set<WireField>()
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag()
    const field = fieldsOf(schema).get(number)
    if (field === undefined) {
      reader.skip(wireType, number, maxDepth)
      spend(check, unknownFieldHeapBytes)
      check.unlisted ??= { message: schema.name, number }
      continue
    }
    if (!field.repeated && present.has(field))
      throw new MalformedModelError(`field ${schema.name}.${field.name} is there twice`)
    present.add(field)
    const packed = field.packable && wireType === WireType.LengthDelimited
    if (!packed && wireType !== field.wireType)
      throw new MalformedModelError(
        `${depth === 0 ? 'it is not an ONNX file: ' : ''}field ${schema.name}.${field.name} has wire type ${wireType}, want ${field.wireType}`,
      )
    const payload = reader.skip(wireType, number)
    if (wireType !== WireType.LengthDelimited) {
      spend(check, field.elementHeapBytes)
      continue
    }
    const content = withoutLength(payload)
    spend(check, (packed ? countPacked(content, field.wireType) : 1) * field.elementHeapBytes)
    if (field.message) checkMessage(field.message, content, depth + 1, check)
  }
}

function spend(check: Check, heapBytes: number): void {
  check.heapBytes += heapBytes
  if (check.heapBytes > maxHeapBytes) throw new ModelTooComplexError(check.heapBytes, maxHeapBytes)
}

interface WireField {
  readonly name: string
  readonly wireType: WireType
  readonly repeated: boolean
  readonly packable: boolean
  readonly elementHeapBytes: number
  readonly message: DescMessage | undefined
}

const wireFields = new WeakMap<DescMessage, ReadonlyMap<number, WireField>>()

function fieldsOf(schema: DescMessage): ReadonlyMap<number, WireField> {
  const known = wireFields.get(schema)
  if (known) return known
  const fields = new Map(
    schema.fields.map(({ number, name, message, scalar, fieldKind }): [number, WireField] => {
      const repeated = fieldKind === 'list'
      return [number, { name, message, repeated, packable: repeated && isPackable(scalar), ...wireForm(scalar) }]
    }),
  )
  wireFields.set(schema, fields)
  return fields
}

function isPackable(scalar: ScalarType | undefined): boolean {
  return scalar !== undefined && scalar !== ScalarType.STRING && scalar !== ScalarType.BYTES
}

function wireForm(scalar: ScalarType | undefined): { wireType: WireType; elementHeapBytes: number } {
  switch (scalar) {
    case ScalarType.FLOAT:
      return { wireType: WireType.Bit32, elementHeapBytes: numberHeapBytes }
    case ScalarType.DOUBLE:
      return { wireType: WireType.Bit64, elementHeapBytes: numberHeapBytes }
    case ScalarType.INT32:
      return { wireType: WireType.Varint, elementHeapBytes: numberHeapBytes }
    case ScalarType.INT64:
    case ScalarType.UINT64:
      return { wireType: WireType.Varint, elementHeapBytes: bigintHeapBytes }
    default:
      return { wireType: WireType.LengthDelimited, elementHeapBytes: stringHeapBytes }
  }
}

/** The content of a length-delimited field. */
function withoutLength(payload: Uint8Array): Uint8Array {
  let start = 0
  while (payload[start]! & 0x80) start++
  return payload.subarray(start + 1)
}

function countPacked(content: Uint8Array, wireType: WireType): number {
  if (wireType === WireType.Bit32) return wholeNumber(content.length / 4)
  if (wireType === WireType.Bit64) return wholeNumber(content.length / 8)
  let count = 0
  for (const byte of content) count += byte < 0x80 ? 1 : 0
  return count
}

function wholeNumber(count: number): number {
  if (!Number.isInteger(count)) throw new MalformedModelError('a packed field ends within a number')
  return count
}
