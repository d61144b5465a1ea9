import { sliceSteps } from '../../../graph/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand, rowMajorStrides, select, stridedIndices } from '../loops/index.ts'

export const slice: Kernel = call => {
  const input = operand(call, 0)
  const [output] = call.outputs
  const steps = sliceSteps(call)
  const strides = rowMajorStrides(input.shape)
  const offset = steps.reduce((sum, { start }, axis) => sum + start * strides[axis]!, 0)
  const stepped = steps.map(({ step }, axis) => step * strides[axis]!)
  return [select(input, stridedIndices(offset, stepped, output!.shape), output!)]
}
