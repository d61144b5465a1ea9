import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { addition, elementwiseKernel } from '../loops/index.ts'

export const sum = elementwiseKernel(addition)

/** The sum, rounded at each step, over the number of operands. */
export const mean: Kernel = call => {
  const [total] = sum(call)
  const count = call.inputs.length
  return [
    createTensor(
      'float32',
      total!.shape,
      (total!.data as Float32Array).map(value => value / count),
    ),
  ]
}
