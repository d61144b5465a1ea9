/** Element types that a tensor can have, by ONNX's names. */
export type ElementType =
  | 'float32'
  | 'float64'
  | 'uint8'
  | 'int8'
  | 'uint16'
  | 'int16'
  | 'uint32'
  | 'int32'
  | 'uint64'
  | 'int64'
  | 'bool'

interface Arrays {
  float32: Float32Array
  float64: Float64Array
  uint8: Uint8Array
  int8: Int8Array
  uint16: Uint16Array
  int16: Int16Array
  uint32: Uint32Array
  int32: Int32Array
  uint64: BigUint64Array
  int64: BigInt64Array
  bool: Uint8Array
}

/** The flat array that holds a tensor's elements, row-major. */
export type ElementArray<E extends ElementType = ElementType> = Arrays[E]

/** Sizes of a tensor's axes, outermost first; empty for a scalar. */
export type Shape = readonly number[]

/** What is known of a tensor before it holds anything. */
export interface TensorType {
  readonly elementType: ElementType
  readonly shape: Shape
}

/** A flat typed array and its shape. The array belongs to whoever made it: receivers read it and never write it. */
export interface Tensor<E extends ElementType = ElementType> extends TensorType {
  readonly elementType: E
  readonly data: ElementArray<E>
}

const constructors = {
  float32: Float32Array,
  float64: Float64Array,
  uint8: Uint8Array,
  int8: Int8Array,
  uint16: Uint16Array,
  int16: Int16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  uint64: BigUint64Array,
  int64: BigInt64Array,
  bool: Uint8Array,
} as const satisfies Record<ElementType, unknown>

/** A zeroed array of `length` elements. */
export function createElements<E extends ElementType>(elementType: E, length: number): ElementArray<E> {
  return new constructors[elementType](length) as ElementArray<E>
}

/** The `length` elements at a byte of a buffer, which must be a multiple of their size. */
export function viewElements<E extends ElementType>(
  elementType: E,
  buffer: ArrayBuffer,
  byteOffset: number,
  length: number,
): ElementArray<E> {
  return new constructors[elementType](buffer, byteOffset, length) as ElementArray<E>
}

/** Bytes of one element. */
export function elementSizeBytes(elementType: ElementType): number {
  return constructors[elementType].BYTES_PER_ELEMENT
}

/** Elements of a tensor of this shape: the product of its axes, 1 for a scalar. */
export function elementCount(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** Bytes of a tensor of this type, without padding. */
export function sizeBytes(type: TensorType): number {
  return elementCount(type.shape) * elementSizeBytes(type.elementType)
}

/**
 * A tensor over `data`, which it does not copy.
 * @throws RangeError when the shape doesn't have as many elements.
 */
export function createTensor<E extends ElementType>(elementType: E, shape: Shape, data: ElementArray<E>): Tensor<E> {
  if (data.length !== elementCount(shape))
    throw new RangeError(
      `a ${elementType} tensor of shape [${shape}] has ${elementCount(shape)} elements, have ${data.length}`,
    )
  return { elementType, shape, data }
}
