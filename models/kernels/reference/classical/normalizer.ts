import { stringAttribute } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** Each sample over its greatest element, its sum of magnitudes or its length; as it is where that is 0. */
export const normalizer: Kernel = call => {
  const { data, shape } = operand<'float32'>(call, 0)
  const norm = norms[stringAttribute(call.node, 'norm', 'MAX') as keyof typeof norms]
  const features = shape.at(-1)!
  const result = new Float32Array(data.length)
  for (let start = 0; start < data.length; start += features) {
    const sample = data.subarray(start, start + features)
    const divisor = norm(sample) || 1
    sample.forEach((value, i) => {
      result[start + i] = value / divisor
    })
  }
  return [createTensor('float32', shape, result)]
}

const norms = {
  MAX: (sample: Float32Array) => sample.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  L1: (sample: Float32Array) => sample.reduce((sum, value) => sum + Math.abs(value), 0),
  L2: (sample: Float32Array) => Math.sqrt(sample.reduce((sum, value) => sum + value * value, 0)),
}
