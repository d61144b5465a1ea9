import { inferMatrixProduct } from '../matrix-product.ts'
import type { Operator } from '../operator.ts'
import { typeOf } from '../site.ts'
import { checkPerChannel, checkScalar, codeTypes } from './quantization.ts'

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
}
