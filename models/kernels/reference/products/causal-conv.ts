import { stringAttribute } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { sigmoid } from '../elementary/index.ts'
import { operand } from '../loops/index.ts'

/** Sums in binary64, of the oldest term first. */
export const causalConvWithState: Kernel = call => {
  const [input, weight] = [operand<'float32'>(call, 0), operand<'float32'>(call, 1)]
  const [bias, past] = [call.inputs[2], call.inputs[3]]
  const [batch, channels, length] = input.shape as readonly [number, number, number]
  const kernel = weight.shape[2]!
  const activates = stringAttribute(call.node, 'activation', 'none') !== 'none'
  const [output, state] = [new Float32Array(input.data.length), new Float32Array(batch * channels * (kernel - 1))]
  for (let row = 0; row < batch * channels; row++) {
    const element = (at: number): number =>
      at >= 0 ? input.data[row * length + at]! : Number(past?.data[row * (kernel - 1) + at + kernel - 1] ?? 0)
    const channel = row % channels
    for (let at = 0; at < length; at++) {
      let sum = Number(bias?.data[channel] ?? 0)
      for (let i = 0; i < kernel; i++) sum += weight.data[channel * kernel + i]! * element(at + i - kernel + 1)
      output[row * length + at] = activates ? sum * sigmoid(sum) : sum
    }
    for (let i = 0; i < kernel - 1; i++) state[row * (kernel - 1) + i] = element(length - kernel + 1 + i)
  }
  return [output, state].map((data, i) => createTensor('float32', [batch, channels, [length, kernel - 1][i]!], data))
}
