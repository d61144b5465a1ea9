import type { Kernel } from '../../kernel.ts'
import { operand, rowMajorStrides, select } from '../loops/index.ts'

/** Copies of a tensor beside each other along its axes. */
export const tile: Kernel = call => {
  const input = operand(call, 0)
  const output = call.outputs[0]!
  const strides = rowMajorStrides(input.shape)
  let indices = Int32Array.of(0)
  output.shape.forEach((size, axis) => {
    const finer = new Int32Array(indices.length * size)
    for (let i = 0, at = 0; i < indices.length; i++)
      for (let position = 0; position < size; position++, at++)
        finer[at] = indices[i]! + (position % input.shape[axis]!) * strides[axis]!
    indices = finer
  })
  return [select(input, indices, output)]
}
