import { inferMatrixProduct } from '../../matrix-product.ts'
import type { Operator } from '../../operator.ts'
import { typeOf } from '../../site.ts'

export const matmul: Operator = {
  opType: 'MatMul',
  inputCount: [2, 2],
  sinceOpset: 1,
  inferTypes(site) {
    const [a, b] = [typeOf(site, 0, ['float32']), typeOf(site, 1, ['float32'])]
    return [{ elementType: 'float32', shape: inferMatrixProduct(a.shape, b.shape).outputShape }]
  },
}
