import { inferMatrixProduct } from '../../matrix-product.ts'
import type { Operator } from '../../operator.ts'
import { demandTypes, scalesAt, zeroPointAt } from '../../proof.ts'
import { boundRequantized } from '../../requantization.ts'
import { demand, typeAt, typeOf } from '../../site.ts'
import { checkPerChannel, checkScalar, codeTypes, outputElements, productWork } from '../forms/index.ts'
import { boundProduct } from './matmul-integer.ts'

export const qlinearMatmul: Operator = {
  opType: 'QLinearMatMul',
  inputCount: [8, 8],
  sinceOpset: 10,
  inferTypes(site) {
    const [a, b] = [typeOf(site, 0, codeTypes), typeOf(site, 3, codeTypes)]
    const { outputShape, n } = inferMatrixProduct(a.shape, b.shape)
    checkScalar(site, 1, 'scale of A', ['float32'])
    checkScalar(site, 2, 'zero point of A', [a.elementType])
    checkPerChannel(site, 4, 'scale of B', n, ['float32'])
    checkPerChannel(site, 5, 'zero point of B', n, [b.elementType])
    checkScalar(site, 6, "output's scale", ['float32'])
    return [{ elementType: checkScalar(site, 7, "output's zero point", codeTypes), shape: outputShape }]
  },
  exact: {
    attributes: {},
    prove(site) {
      demandTypes(site, 7, ['uint8'])
      const accumulators = boundProduct(site, { a: 0, aZeroPoint: 2, b: 3, bZeroPoint: 5 })
      const [aScale] = scalesAt(site, 1, 'scale of A')
      const [yScale] = scalesAt(site, 6, "output's scale")
      const zeroPoint = zeroPointAt(site, 7, "output's zero point")
      const bScales = scalesAt(site, 4, 'scale of B')
      demand(
        bScales.length === 1 || typeAt(site, 3).shape.length === 2,
        'stacked matrices have a scale per column, which runtimes write in different shapes',
        'Use one scale for B.',
      )
      const range = boundRequantized(accumulators, aScale!, bScales, yScale!, zeroPoint)
      const { k } = inferMatrixProduct(typeAt(site, 0).shape, typeAt(site, 3).shape)
      return { ranges: [range], work: productWork(outputElements(site), k, 1) }
    },
  },
}
