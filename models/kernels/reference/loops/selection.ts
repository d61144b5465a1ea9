import { createElements, createTensor, type Tensor, type TensorType } from '../../../tensor/index.ts'

/** A tensor of this type whose elements are those of `source` at `indices`. */
export function select(source: Tensor, indices: Int32Array, { elementType, shape }: TensorType): Tensor {
  const selected = createElements(elementType, indices.length)
  const { data } = source
  for (let i = 0; i < indices.length; i++) selected[i] = data[indices[i]!]!
  return createTensor(elementType, shape, selected)
}
