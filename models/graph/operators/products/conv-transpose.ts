import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'
import { inferTransposedConvolution } from '../../transposed-convolution.ts'

export const convTranspose: Operator = {
  opType: 'ConvTranspose',
  inputCount: [2, 3],
  sinceOpset: 1,
  inferTypes(site) {
    const [input, weights] = [typeOf(site, 0, ['float32']), typeOf(site, 1, ['float32'])]
    const { outputShape, outputChannels } = inferTransposedConvolution(site.node, input.shape, weights.shape)
    const bias = site.types[2]
    demand(
      bias === undefined || (bias.shape.length === 1 && bias.shape[0] === outputChannels),
      `the bias is not ${outputChannels} float32`,
    )
    return [{ elementType: 'float32', shape: outputShape }]
  },
}
