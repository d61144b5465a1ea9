import { inferConvolution } from '../../../graph/index.ts'
import { createElements, createTensor, type Tensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import {
  centered,
  codeRange,
  convolve,
  operand,
  requantizationMultiplier,
  requantize,
  scalarOperand,
} from '../loops/index.ts'

export const qlinearConv: Kernel = call => {
  const [input, weights] = [operand(call, 0), operand(call, 3)]
  const { elementType } = call.outputs[0]!
  const convolution = inferConvolution(call.node, input.shape, weights.shape)
  const { batch, depth, outputChannels, outputShape } = convolution
  const accumulators = convolve(
    centered(input, call.inputs[2]),
    call.prepared([3, 5], () => centered(weights, call.inputs[5], i => Math.floor(i / depth))),
    convolution,
  )
  const [xScale, yScale, zeroPoint] = [scalarOperand(call, 1, 1), scalarOperand(call, 6, 1), scalarOperand(call, 7, 0)]
  const wScales = operand<'float32'>(call, 4).data
  const bias = call.inputs[8] as Tensor<'int32'> | undefined
  const [least, greatest] = codeRange(elementType)
  const codes = createElements(elementType, accumulators.length)
  const plane = accumulators.length / (batch * outputChannels)
  for (let start = 0; start < codes.length; start += plane) {
    const channel = (start / plane) % outputChannels
    const multiplier = requantizationMultiplier(xScale, wScales[wScales.length === 1 ? 0 : channel]!, yScale)
    const channelBias = bias ? bias.data[channel]! : 0
    for (let i = start; i < start + plane; i++)
      codes[i] = requantize(accumulators[i]! + channelBias, multiplier, zeroPoint, least, greatest)
  }
  return [createTensor(elementType, outputShape, codes)]
}
