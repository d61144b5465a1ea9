import { intAttribute, resolveAxis } from '../../../graph/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand, rowMajorStrides, select, stridedIndices } from '../loops/index.ts'

/** Parts of a tensor beside each other along an axis. */
export const split: Kernel = call => {
  const input = operand(call, 0)
  const axis = resolveAxis(intAttribute(call.node, 'axis', 0), input.shape.length)
  const strides = rowMajorStrides(input.shape)
  let start = 0
  return call.outputs.map(output => {
    const part = select(input, stridedIndices(start * strides[axis]!, strides, output.shape), output)
    start += output.shape[axis]!
    return part
  })
}
