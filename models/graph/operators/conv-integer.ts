import { inferConvolution } from '../convolution.ts'
import type { Operator } from '../operator.ts'
import { typeOf } from '../site.ts'
import { checkPerChannel, checkScalar, codeTypes } from './quantization.ts'

export const convInteger: Operator = {
  opType: 'ConvInteger',
  inputCount: [2, 4],
  sinceOpset: 10,
  inferTypes(site) {
    const [input, weights] = [typeOf(site, 0, codeTypes), typeOf(site, 1, codeTypes)]
    const { outputShape, outputChannels } = inferConvolution(site.node, input.shape, weights.shape)
    if (site.types[2]) checkScalar(site, 2, 'zero point of the input', [input.elementType])
    if (site.types[3]) checkPerChannel(site, 3, 'zero point of the weights', outputChannels, [weights.elementType])
    return [{ elementType: 'int32', shape: outputShape }]
  },
}
