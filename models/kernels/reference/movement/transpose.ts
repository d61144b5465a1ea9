import { permutation } from '../../../graph/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand, rowMajorStrides, select, stridedIndices } from '../loops/index.ts'

export const transpose: Kernel = call => {
  const input = operand(call, 0)
  const [output] = call.outputs
  const strides = rowMajorStrides(input.shape)
  const permuted = permutation(call.node, input.shape).map(axis => strides[axis]!)
  return [select(input, stridedIndices(0, permuted, output!.shape), output!)]
}
