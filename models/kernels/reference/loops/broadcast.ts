import type { Shape } from '../../../tensor/index.ts'

/** For each element of a tensor of shape `to`, row-major, the index of the element of `from` that is stretched to it. */
export function broadcastIndices(from: Shape, to: Shape): Int32Array {
  const strides = to.map(() => 0)
  for (let axis = from.length - 1, stride = 1; axis >= 0; axis--) {
    if (from[axis] !== 1) strides[axis + to.length - from.length] = stride
    stride *= from[axis]!
  }
  return stridedIndices(0, strides, to)
}

/** For each element of a tensor of this shape, row-major, `offset` plus the sum of its position times `strides`. */
export function stridedIndices(offset: number, strides: readonly number[], shape: Shape): Int32Array {
  let indices = Int32Array.of(offset)
  for (let axis = 0; axis < shape.length; axis++) {
    const [size, stride] = [shape[axis]!, strides[axis]!]
    const finer = new Int32Array(indices.length * size)
    for (let i = 0, at = 0; i < indices.length; i++)
      for (let position = 0; position < size; position++, at++) finer[at] = indices[i]! + position * stride
    indices = finer
  }
  return indices
}

/** Distance of neighbours along each axis of a row-major tensor. */
export function rowMajorStrides(shape: Shape): readonly number[] {
  const strides = shape.map(() => 1)
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!
  return strides
}
