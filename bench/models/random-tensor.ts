import {
  createElements,
  createTensor,
  type ElementArray,
  elementCount,
  type Tensor,
  type TensorSpec,
} from '../../models/index.ts'

/** Real numbers within `greatest` either way, any code, or small integers that every model has a row for. */
export function randomTensor({ elementType, shape }: TensorSpec, random: () => number, greatest: number): Tensor {
  const elements = createElements(elementType, elementCount(shape)) as Float32Array
  for (let i = 0; i < elements.length; i++) {
    const word = random()
    if (elementType === 'float32') elements[i] = greatest * (word / 2 ** 31 - 1)
    else if (elementType === 'uint8') elements[i] = word % 256
    else elements[i] = (elements instanceof BigInt64Array ? BigInt(word % 16) : word % 16) as number
  }
  return createTensor(elementType, shape, elements as unknown as ElementArray)
}
