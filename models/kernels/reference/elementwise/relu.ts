import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

export const relu: Kernel = call => {
  const { shape, data } = operand<'float32'>(call, 0)
  return [
    createTensor(
      'float32',
      shape,
      data.map(value => Math.max(0, value)),
    ),
  ]
}
