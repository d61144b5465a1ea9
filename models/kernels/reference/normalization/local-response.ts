import { floatAttribute, intAttribute } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { pow } from '../elementary/index.ts'
import { operand } from '../loops/index.ts'

/** x / (bias + alpha / size * sum of x^2 over neighbouring channels)^beta, in binary64, rounded once. */
export const localResponse: Kernel = call => {
  const { shape, data } = operand<'float32'>(call, 0)
  const size = intAttribute(call.node, 'size', 1)
  const [alpha, beta, bias] = [
    floatAttribute(call.node, 'alpha', Math.fround(1e-4)),
    floatAttribute(call.node, 'beta', 0.75),
    floatAttribute(call.node, 'bias', 1),
  ]
  const [channels, plane] = [shape[1]!, elementCount(shape.slice(2))]
  const [before, after] = [Math.floor((size - 1) / 2), Math.ceil((size - 1) / 2)]
  const result = new Float32Array(data.length)
  for (let i = 0; i < data.length; i++) {
    const channel = Math.floor(i / plane) % channels
    let sum = 0
    for (let c = Math.max(0, channel - before); c <= Math.min(channels - 1, channel + after); c++)
      sum += square(data[i + (c - channel) * plane]!)
    result[i] = data[i]! / pow(bias + (alpha / size) * sum, beta)
  }
  return [createTensor('float32', shape, result)]
}

function square(value: number): number {
  return value * value
}
