import {
  bytesToTensors,
  createElements,
  type ElementArray,
  type ElementType,
  elementCount,
  elementSizeBytes,
  type Shape,
  type Tensor,
} from '../tensor/index.ts'
import { decodeElementType } from './element-types.ts'
import { MalformedModelError, UnsupportedFeatureError } from './errors.ts'
import type { TensorProto } from './generated/onnx_pb.ts'

/** `TensorProto.DataLocation.EXTERNAL`. */
const externalLocation = 1

/**
 * The tensor of a `TensorProto`, its elements copied.
 * @param owner how errors name it.
 * @throws MalformedModelError when its elements are not as many, or not such, as its shape and type say.
 * @throws UnsupportedFeatureError on external data and on element types that are not read.
 */
export function readTensor(proto: TensorProto, owner: string): Tensor {
  if (proto.dataLocation === externalLocation || proto.externalData.length > 0) {
    throw new UnsupportedFeatureError(
      `${owner} keeps its elements outside the file`,
      'Save the model as one file: `onnx.save(onnx.load(FILE), FILE)`.',
    )
  }
  if (proto.segment)
    throw new UnsupportedFeatureError(`${owner} is a segment of a tensor`, 'Store the tensor in one piece.')
  const elementType = decodeElementType(proto.dataType, owner)
  const shape = proto.dims.map(size => readSize(size, owner))
  const typed = typedElements(proto, elementType)
  const others = typedFields.reduce((count, field) => count + proto[field].length, 0) - typed.length
  if (others > 0 || (typed.length > 0 && proto.rawData.length > 0))
    throw new MalformedModelError(`${owner} holds elements in more than one field, or in another type's`)
  const data = typed.length > 0 ? convert(typed, elementType, owner) : raw(proto.rawData, elementType, shape, owner)
  if (data.length !== elementCount(shape)) throw wrongLength(owner, elementType, shape, data.length)
  if (elementType === 'bool' && (data as Uint8Array).some(value => value > 1))
    throw new MalformedModelError(`${owner} holds a bool above 1`)
  return { elementType, shape, data }
}

const typedFields = ['floatData', 'int32Data', 'int64Data', 'doubleData', 'uint64Data', 'stringData'] as const

/** The field that holds elements of this type where they are not raw. */
function typedElements(proto: TensorProto, elementType: ElementType): readonly number[] | readonly bigint[] {
  switch (elementType) {
    case 'float32':
      return proto.floatData
    case 'float64':
      return proto.doubleData
    case 'int64':
      return proto.int64Data
    case 'uint32':
    case 'uint64':
      return proto.uint64Data
    default:
      return proto.int32Data
  }
}

function convert(values: readonly number[] | readonly bigint[], elementType: ElementType, owner: string): ElementArray {
  const data = createElements(elementType, values.length)
  const narrows = elementType === 'uint32'
  for (let i = 0; i < values.length; i++) {
    const value = narrows ? Number(values[i]) : values[i]!
    data[i] = value as never
    if (!Object.is(data[i], value)) throw new MalformedModelError(`${owner} holds ${value}, which is no ${elementType}`)
  }
  return data
}

function raw(bytes: Uint8Array, elementType: ElementType, shape: Shape, owner: string): ElementArray {
  if (bytes.length !== elementCount(shape) * elementSizeBytes(elementType))
    throw wrongLength(owner, elementType, shape, bytes.length / elementSizeBytes(elementType))
  return bytesToTensors(bytes, [{ elementType, shape }])[0]!.data
}

function readSize(size: bigint, owner: string): number {
  if (size < 0n || size > BigInt(Number.MAX_SAFE_INTEGER))
    throw new MalformedModelError(`${owner} has an axis of size ${size}`)
  return Number(size)
}

function wrongLength(owner: string, elementType: ElementType, shape: Shape, have: number): MalformedModelError {
  return new MalformedModelError(
    `${owner} holds ${have} elements of ${elementType}, want ${elementCount(shape)} for its shape [${shape.join(', ')}]`,
  )
}
