import { intAttribute, resolveAxis } from '../../../graph/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand, rowMajorStrides, select, stridedIndices } from '../loops/index.ts'
import { fromStart } from './gather.ts'

/** Each element at the position of its index, but for one axis, where the index says it. */
export const gatherElements: Kernel = call => {
  const source = operand(call, 0)
  const { data: wanted } = operand(call, 1)
  const [output] = call.outputs
  const axis = resolveAxis(intAttribute(call.node, 'axis', 0), source.shape.length)
  const strides = rowMajorStrides(source.shape)
  const indices = stridedIndices(0, strides.with(axis, 0), output!.shape)
  for (let i = 0; i < indices.length; i++)
    indices[i]! += fromStart(Number(wanted[i]), source.shape[axis]!) * strides[axis]!
  return [select(source, indices, output!)]
}
