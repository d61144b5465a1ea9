import { createElements, elementCount, elementSizeBytes, sizeBytes, type Tensor, type TensorType } from './tensor.ts'

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

/** The elements of `tensors`, little-endian, one tensor after the other, without padding, in a new array. */
export function tensorsToBytes(tensors: readonly Tensor[]): Uint8Array {
  const bytes = new Uint8Array(tensors.reduce((total, tensor) => total + sizeBytes(tensor), 0))
  let offset = 0
  for (const { data, elementType } of tensors) {
    const part = bytes.subarray(offset, offset + data.byteLength)
    part.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    toLittleEndian(part, elementSizeBytes(elementType))
    offset += data.byteLength
  }
  return bytes
}

/**
 * The tensors that `bytes` spell, in the layout of {@link tensorsToBytes}; the bytes are copied.
 * @throws RangeError when `bytes` is not exactly as long as `types` say.
 */
export function bytesToTensors(bytes: Uint8Array, types: readonly TensorType[]): Tensor[] {
  const wantBytes = types.reduce((total, type) => total + sizeBytes(type), 0)
  if (bytes.length !== wantBytes) throw new RangeError(`expected ${wantBytes} bytes of tensors, have ${bytes.length}`)
  let offset = 0
  return types.map(({ elementType, shape }) => {
    const data = createElements(elementType, elementCount(shape))
    const target = new Uint8Array(data.buffer)
    target.set(bytes.subarray(offset, offset + target.length))
    toLittleEndian(target, elementSizeBytes(elementType))
    offset += target.length
    return { elementType, shape, data }
  })
}

function toLittleEndian(bytes: Uint8Array, elementSize: number): void {
  if (littleEndian) return
  for (let i = 0; i < bytes.length; i += elementSize) bytes.subarray(i, i + elementSize).reverse()
}
