import { boundAccumulators } from '../../accumulators.ts'
import { convolutionAttributes, demandPlanes, inferConvolution } from '../../convolution.ts'
import type { Operator } from '../../operator.ts'
import { demandTypes, rangeAt, zeroPointAt } from '../../proof.ts'
import { spanOf } from '../../range.ts'
import { constantAt, typeAt, typeOf } from '../../site.ts'
import { demandWrittenPads } from '../../window.ts'
import { checkPerChannel, checkScalar, codeTypes, convolutionWork } from '../forms/index.ts'

export const convInteger: Operator = {
  opType: 'ConvInteger',
  inputCount: [2, 4],
  sinceOpset: 10,
  inferTypes(site) {
    const [input, weights] = [typeOf(site, 0, codeTypes), typeOf(site, 1, codeTypes)]
    demandPlanes(input.shape)
    const { outputShape, outputChannels } = inferConvolution(site.node, input.shape, weights.shape)
    if (site.types[2]) checkScalar(site, 2, 'zero point of the input', [input.elementType])
    if (site.types[3]) checkPerChannel(site, 3, 'zero point of the weights', outputChannels, [weights.elementType])
    return [{ elementType: 'int32', shape: outputShape }]
  },
  exact: {
    attributes: convolutionAttributes,
    prove(site) {
      demandWrittenPads(site.node)
      demandTypes(site, 0, ['uint8'])
      demandTypes(site, 1, ['uint8'])
      const convolution = inferConvolution(site.node, typeAt(site, 0).shape, typeAt(site, 1).shape)
      const accumulators = boundAccumulators({
        weights: constantAt(site, 1, 'weights'),
        weightZeroPoint: zeroPointAt(site, 3, 'zero point of the weights'),
        codes: rangeAt(site, 0),
        zeroPoint: zeroPointAt(site, 2, 'zero point of the input'),
        channels: convolution.outputChannels,
        depth: convolution.depth,
        layout: 'channel-major',
      })
      return { ranges: [spanOf(accumulators)], work: convolutionWork(convolution, 0) }
    },
  },
}
