import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { multiplyBatches, operand } from '../loops/index.ts'

/** Each sum in binary64, rounded once. */
export const matmul: Kernel = call => {
  const [a, b] = [operand<'float32'>(call, 0), operand<'float32'>(call, 1)]
  const { product, geometry } = multiplyBatches(a.data, a.shape, b.data, b.shape)
  return [createTensor('float32', geometry.outputShape, new Float32Array(product))]
}
