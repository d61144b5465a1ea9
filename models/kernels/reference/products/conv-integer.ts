import { inferConvolution } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { centered, convolve, operand } from '../loops/index.ts'

export const convInteger: Kernel = call => {
  const [input, weights] = [operand(call, 0), operand(call, 1)]
  const convolution = inferConvolution(call.node, input.shape, weights.shape)
  const codes = centered(input, call.inputs[2])
  const centeredWeights = call.prepared([1, 3], () =>
    centered(weights, call.inputs[3], i => Math.floor(i / convolution.depth)),
  )
  const accumulators = new Int32Array(convolve(codes, centeredWeights, convolution))
  return [createTensor('int32', convolution.outputShape, accumulators)]
}
