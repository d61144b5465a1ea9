import { boundAccumulators } from '../../accumulators.ts'
import { convolutionAttributes, demandPlanes, inferConvolution } from '../../convolution.ts'
import type { Operator } from '../../operator.ts'
import { demandTypes, rangeAt, scalesAt, zeroPointAt } from '../../proof.ts'
import { boundRequantized } from '../../requantization.ts'
import { constantAt, demand, typeAt, typeOf } from '../../site.ts'
import { demandWrittenPads } from '../../window.ts'
import { checkPerChannel, checkScalar, codeTypes, convolutionWork } from '../forms/index.ts'

export const qlinearConv: Operator = {
  opType: 'QLinearConv',
  inputCount: [8, 9],
  sinceOpset: 10,
  inferTypes(site) {
    const [input, weights] = [typeOf(site, 0, codeTypes), typeOf(site, 3, codeTypes)]
    demandPlanes(input.shape)
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
  exact: {
    attributes: convolutionAttributes,
    prove(site) {
      demandWrittenPads(site.node)
      for (const input of [0, 3, 7]) demandTypes(site, input, ['uint8'])
      const convolution = inferConvolution(site.node, typeAt(site, 0).shape, typeAt(site, 3).shape)
      const accumulators = boundAccumulators({
        weights: constantAt(site, 3, 'weights'),
        weightZeroPoint: zeroPointAt(site, 5, 'zero point of the weights'),
        codes: rangeAt(site, 0),
        zeroPoint: zeroPointAt(site, 2, 'zero point of the input'),
        channels: convolution.outputChannels,
        depth: convolution.depth,
        layout: 'channel-major',
        ...(site.types[8] && { bias: constantAt(site, 8, 'bias') }),
      })
      const [xScale] = scalesAt(site, 1, "input's scale")
      const [yScale] = scalesAt(site, 6, "output's scale")
      const zeroPoint = zeroPointAt(site, 7, "output's zero point")
      return {
        ranges: [boundRequantized(accumulators, xScale!, scalesAt(site, 4, "weights' scale"), yScale!, zeroPoint)],
        work: convolutionWork(convolution, 1),
      }
    },
  },
}
