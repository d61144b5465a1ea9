import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand, rowMajorStrides } from '../loops/index.ts'

/** The middle of a tensor, or zeros around it; of an odd number the last side gets more. */
export const centerCropPad: Kernel = call => {
  const { data, shape: from } = operand(call, 0)
  const { elementType, shape } = call.outputs[0]!
  const result = createElements(elementType, elementCount(shape))
  const [own, others] = [rowMajorStrides(shape), rowMajorStrides(from)]
  for (let at = 0; at < result.length; at++) {
    let source = 0
    shape.forEach((size, axis) => {
      const position = Math.floor(at / own[axis]!) % size
      const cropped = Math.floor(Math.max(0, from[axis]! - size) / 2)
      const padded = Math.floor(Math.max(0, size - from[axis]!) / 2)
      const taken = position + cropped - padded
      source = taken < 0 || taken >= from[axis]! ? NaN : source + taken * others[axis]!
    })
    if (!Number.isNaN(source)) result[at] = data[source]!
  }
  return [createTensor(elementType, shape, result)]
}
