import { inferConvolution } from '../convolution.ts'
import type { Operator } from '../operator.ts'
import { demand, typeOf } from '../site.ts'
import { checkPerChannel, checkScalar, codeTypes } from './quantization.ts'

export const qlinearConv: Operator = {
  opType: 'QLinearConv',
  inputCount: [8, 9],
  sinceOpset: 10,
  inferTypes(site) {
    const [input, weights] = [typeOf(site, 0, codeTypes), typeOf(site, 3, codeTypes)]
    const { outputShape, outputChannels } = inferConvolution(site.node, input.shape, weights.shape)
    checkScalar(site, 1, "input's scale", ['float32'])
    checkScalar(site, 2, "input's zero point", [input.elementType])
    checkPerChannel(site, 4, "weights' scale", outputChannels, ['float32'])
    checkPerChannel(site, 5, "weights' zero point", outputChannels, [weights.elementType])
    checkScalar(site, 6, "output's scale", ['float32'])
    const elementType = checkScalar(site, 7, "output's zero point", codeTypes)
    if (site.types[8]) {
      const bias = typeOf(site, 8, ['int32'])
      demand(
        bias.shape.length === 1 && bias.shape[0] === outputChannels,
        `the bias has shape [${bias.shape}], want [${outputChannels}]`,
      )
    }
    return [{ elementType, shape: outputShape }]
  },
}
