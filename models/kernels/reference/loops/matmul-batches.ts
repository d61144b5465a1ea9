import { inferMatrixProduct, type MatrixProduct } from '../../../graph/index.ts'
import { elementCount, type Shape } from '../../../tensor/index.ts'
import { broadcastIndices } from './broadcast.ts'
import { multiplyMatrices } from './matrix-product.ts'

/** The products of stacked matrices, one after the other. @see multiplyMatrices for the arithmetic. */
export function multiplyBatches(
  a: Float32Array,
  aShape: Shape,
  b: Float32Array,
  bShape: Shape,
): { readonly product: Float64Array; readonly geometry: MatrixProduct } {
  const geometry = inferMatrixProduct(aShape, bShape)
  const { m, k, n, batchShape } = geometry
  const batchesA = broadcastIndices(aShape.slice(0, -2), batchShape)
  const batchesB = broadcastIndices(bShape.slice(0, -2), batchShape)
  const product = new Float64Array(elementCount(batchShape) * m * n)
  for (let batch = 0; batch < batchesA.length; batch++) {
    const matrixA = a.subarray(batchesA[batch]! * m * k, (batchesA[batch]! + 1) * m * k)
    const matrixB = b.subarray(batchesB[batch]! * k * n, (batchesB[batch]! + 1) * k * n)
    product.set(multiplyMatrices(matrixA, matrixB, m, k, n), batch * m * n)
  }
  return { product, geometry }
}
