import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { centered, multiplyBatches, operand } from '../loops/index.ts'

export const matmulInteger: Kernel = call => {
  const [a, b] = [operand(call, 0), operand(call, 1)]
  const n = b.shape.length === 1 ? 1 : b.shape[b.shape.length - 1]!
  const codesA = centered(a, call.inputs[2])
  const codesB = call.prepared([1, 3], () => centered(b, call.inputs[3], i => i % n))
  const { product, geometry } = multiplyBatches(codesA, a.shape, codesB, b.shape)
  return [createTensor('int32', geometry.outputShape, new Int32Array(product))]
}
