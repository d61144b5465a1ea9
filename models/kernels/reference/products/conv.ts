import { inferConvolution } from '../../../graph/index.ts'
import { createTensor, type Tensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { convolve, operand } from '../loops/index.ts'

/** Each sum and its bias in binary64, rounded once. */
export const conv: Kernel = call => {
  const [input, weights] = [operand<'float32'>(call, 0), operand<'float32'>(call, 1)]
  const bias = call.inputs[2] as Tensor<'float32'> | undefined
  const convolution = inferConvolution(call.node, input.shape, weights.shape)
  const sums = convolve(input.data, weights.data, convolution)
  const result = new Float32Array(sums.length)
  const { outputChannels, outputShape } = convolution
  const plane = sums.length / (convolution.batch * outputChannels)
  for (let i = 0; i < sums.length; i++)
    result[i] = sums[i]! + (bias ? bias.data[Math.floor(i / plane) % outputChannels]! : 0)
  return [createTensor('float32', outputShape, result)]
}
