import { floatAttribute, intAttribute } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel, KernelCall } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** Each plane less its mean, over its deviation, times the scale of its channel and plus its bias. */
export const instanceNormalization: Kernel = call => normalize(call, operand(call, 0).shape[1]!)

/** As instanceNormalization, of groups of channels together; before operator set 21 scale and bias were those of groups. */
export const groupNormalization: Kernel = call => normalize(call, intAttribute(call.node, 'num_groups', 1))

/** In binary64, rounded once. */
function normalize(call: KernelCall, groups: number) {
  const { shape, data } = operand<'float32'>(call, 0)
  const [scale, bias] = [operand<'float32'>(call, 1).data, operand<'float32'>(call, 2).data]
  const epsilon = floatAttribute(call.node, 'epsilon', Math.fround(1e-5))
  const [channels, plane] = [shape[1]!, elementCount(shape.slice(2))]
  const size = (channels / groups) * plane
  const result = new Float32Array(data.length)
  for (let start = 0; start < data.length; start += size) {
    const [mean, deviation] = momentsOf(data.subarray(start, start + size), epsilon)
    for (let i = start; i < start + size; i++) {
      const channel = Math.floor(i / plane) % channels
      const at = scale.length === channels ? channel : Math.floor((channel * groups) / channels)
      result[i] = ((data[i]! - mean) / deviation) * scale[at]! + bias[at]!
    }
  }
  return [createTensor('float32', shape, result)]
}

function momentsOf(values: Float32Array, epsilon: number): readonly [mean: number, deviation: number] {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) * (value - mean)
  return [mean, Math.sqrt(squares / values.length + epsilon)]
}
