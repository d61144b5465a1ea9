import { floatAttribute } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** (x - mean) / sqrt(variance + epsilon) * scale + bias, per channel, in binary64, rounded once. */
export const batchNormalization: Kernel = call => {
  const { shape, data } = operand<'float32'>(call, 0)
  const [scale, bias, mean, variance] = [1, 2, 3, 4].map(input => operand<'float32'>(call, input).data)
  const epsilon = floatAttribute(call.node, 'epsilon', Math.fround(1e-5))
  const plane = elementCount(shape.slice(2))
  const result = new Float32Array(data.length)
  for (let i = 0; i < result.length; i++) {
    const channel = Math.floor(i / plane) % shape[1]!
    const deviation = Math.sqrt(variance![channel]! + epsilon)
    result[i] = ((data[i]! - mean![channel]!) / deviation) * scale![channel]! + bias![channel]!
  }
  return [createTensor('float32', shape, result)]
}
