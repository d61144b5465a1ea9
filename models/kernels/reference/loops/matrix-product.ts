/**
 * The product of a row-major [m, k] and a row-major [k, n] matrix, each sum from its first term to its last in binary64:
 * exact for integers below 2^53.
 */
export function multiplyMatrices(a: Float32Array, b: Float32Array, m: number, k: number, n: number): Float64Array {
  const product = new Float64Array(m * n)
  for (let row = 0; row < m; row++) {
    const sums = product.subarray(row * n, (row + 1) * n)
    for (let inner = 0; inner < k; inner++) {
      const factor = a[row * k + inner]!
      if (factor === 0) continue
      const start = inner * n
      for (let column = 0; column < n; column++) sums[column]! += factor * b[start + column]!
    }
  }
  return product
}
