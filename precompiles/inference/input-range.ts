import { type ElementType, elementCount, elementSizeBytes, type TensorType } from '../../models/index.ts'

/**
 * The index, over all tensors in order, of the first element that no run may get: a real that is not finite, a bool above 1.
 * @param bytes raw tensors of these types.
 */
export function firstOutOfRange(bytes: Uint8Array, types: readonly TensorType[]): number | undefined {
  let [start, before] = [0, 0]
  for (const { elementType, shape } of types) {
    const [count, size] = [elementCount(shape), elementSizeBytes(elementType)]
    const offends = offences[elementType]
    for (let i = 0; offends && i < count; i++) if (offends(bytes, start + i * size)) return before + i
    start += count * size
    before += count
  }
  return undefined
}

/** Of each element type that has values which are refused, whether the little-endian element at `at` is one. */
const offences: { readonly [E in ElementType]?: (bytes: Uint8Array, at: number) => boolean } = {
  float32: (bytes, at) => (bytes[at + 3]! & 0x7f) === 0x7f && bytes[at + 2]! >= 0x80,
  float64: (bytes, at) => (bytes[at + 7]! & 0x7f) === 0x7f && bytes[at + 6]! >= 0xf0,
  bool: (bytes, at) => bytes[at]! > 1,
}
