import { flagAttribute } from '../../attributes.ts'
import { broadcastShapes, equalShapes } from '../../axes.ts'
import { inferMatrixProduct } from '../../matrix-product.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

export const gemm: Operator = {
  opType: 'Gemm',
  inputCount: [2, 3],
  sinceOpset: 7,
  inferTypes(site) {
    const [a, b] = [typeOf(site, 0, ['float32']).shape, typeOf(site, 1, ['float32']).shape]
    demand(a.length === 2 && b.length === 2, `operands are of rank ${a.length} and ${b.length}, want 2`)
    const [rows, columns] = [
      flagAttribute(site.node, 'transA', false) ? [a[1]!, a[0]!] : a,
      flagAttribute(site.node, 'transB', false) ? [b[1]!, b[0]!] : b,
    ]
    const { outputShape } = inferMatrixProduct(rows, columns)
    if (site.types[2] !== undefined) {
      const bias = typeOf(site, 2, ['float32']).shape
      demand(
        equalShapes(broadcastShapes(bias, outputShape), outputShape),
        `the bias [${bias}] doesn't fit [${outputShape}]`,
      )
    }
    return [{ elementType: 'float32', shape: outputShape }]
  },
}
