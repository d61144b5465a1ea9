import { inferMatrixProduct } from '../matrix-product.ts'
import type { Operator } from '../operator.ts'
import { typeOf } from '../site.ts'
import { checkPerChannel, checkScalar, codeTypes } from './quantization.ts'

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
}
