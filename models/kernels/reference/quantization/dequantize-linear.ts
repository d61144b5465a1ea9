import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'
import { axisParameters } from './axis-parameters.ts'

/** fl((code - zeroPoint) * scale). */
export const dequantizeLinear: Kernel = call => {
  const { data, shape } = operand<'uint8' | 'int8' | 'int32'>(call, 0)
  const { scales, zeroPoints, inner } = axisParameters(call)
  const values = new Float32Array(data.length)
  for (let i = 0; i < data.length; i++) {
    const at = Math.floor(i / inner) % scales.length
    values[i] = (data[i]! - zeroPoints[at]!) * scales[at]!
  }
  return [createTensor('float32', shape, values)]
}
