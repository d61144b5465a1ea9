import { boundAccumulators, boundDotProduct } from '../../accumulators.ts'
import { inferMatrixProduct } from '../../matrix-product.ts'
import type { ExactSite, Operator } from '../../operator.ts'
import { demandTypes, rangeAt, zeroPointAt } from '../../proof.ts'
import { type Range, spanOf } from '../../range.ts'
import { typeAt, typeOf } from '../../site.ts'
import { checkPerChannel, checkScalar, codeTypes, outputElements, productWork } from '../forms/index.ts'

export const matmulInteger: Operator = {
  opType: 'MatMulInteger',
  inputCount: [2, 4],
  sinceOpset: 10,
  inferTypes(site) {
    const [a, b] = [typeOf(site, 0, codeTypes), typeOf(site, 1, codeTypes)]
    const { outputShape, n } = inferMatrixProduct(a.shape, b.shape)
    if (site.types[2]) checkScalar(site, 2, 'zero point of A', [a.elementType])
    if (site.types[3]) checkPerChannel(site, 3, 'zero point of B', n, [b.elementType])
    return [{ elementType: 'int32', shape: outputShape }]
  },
  exact: {
    attributes: {},
    prove(site) {
      const accumulators = boundProduct(site, { a: 0, aZeroPoint: 2, b: 1, bZeroPoint: 3 })
      const { k } = inferMatrixProduct(typeAt(site, 0).shape, typeAt(site, 1).shape)
      return { ranges: [spanOf(accumulators)], work: productWork(outputElements(site), k, 0) }
    },
  },
}

/** Bounds of a matrix product's accumulators per column, where the operands are the inputs at these positions. */
export function boundProduct(
  site: ExactSite,
  at: { readonly a: number; readonly aZeroPoint: number; readonly b: number; readonly bZeroPoint: number },
): readonly Range[] {
  demandTypes(site, at.a, ['uint8'])
  demandTypes(site, at.b, ['uint8'])
  const { k, n } = inferMatrixProduct(typeAt(site, at.a).shape, typeAt(site, at.b).shape)
  const zeroPoint = zeroPointAt(site, at.aZeroPoint, 'zero point of A')
  const weightZeroPoint = zeroPointAt(site, at.bZeroPoint, 'zero point of B')
  const codes = rangeAt(site, at.a)
  const weights = site.constants[at.b]
  if (weights !== undefined)
    return boundAccumulators({
      weights,
      weightZeroPoint,
      codes,
      zeroPoint,
      channels: n,
      depth: k,
      layout: 'channel-minor',
    })
  const [a, b] = [centeredRange(codes, zeroPoint), centeredRange(rangeAt(site, at.b), weightZeroPoint)]
  return new Array<Range>(n).fill(boundDotProduct(k, a, b))
}

function centeredRange({ min, max }: Range, zeroPoint: number): Range {
  return { min: min - zeroPoint, max: max - zeroPoint }
}
