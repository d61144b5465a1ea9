import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand, scalarOperand } from '../loops/index.ts'

/** fl((code - zeroPoint) * scale). */
export const dequantizeLinear: Kernel = call => {
  const { data, shape } = operand<'uint8' | 'int8'>(call, 0)
  const scale = scalarOperand(call, 1, 1)
  const zeroPoint = scalarOperand(call, 2, 0)
  const values = new Float32Array(data.length)
  for (let i = 0; i < data.length; i++) values[i] = (data[i]! - zeroPoint) * scale
  return [createTensor('float32', shape, values)]
}
