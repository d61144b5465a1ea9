/** A matrix in training: its elements, and the slopes of the loss by them, both row-major. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
  readonly slopes: Float64Array
}

/** A matrix of these elements, or of zeros; its slopes are zeros. */
export function createMatrix(rows: number, columns: number, values = new Float64Array(rows * columns)): Matrix {
  return { rows, columns, values, slopes: new Float64Array(rows * columns) }
}

/** `c += a b` for row-major [m, k], [k, n] and [m, n], in a fixed order of its sums. */
export function addProduct(a: Float64Array, b: Float64Array, c: Float64Array, m: number, k: number, n: number): void {
  for (let row = 0; row < m; row++) {
    const [from, to] = [row * k, row * n]
    let inner = 0
    for (; inner + 4 <= k; inner += 4) {
      const [a0, a1, a2, a3] = [a[from + inner]!, a[from + inner + 1]!, a[from + inner + 2]!, a[from + inner + 3]!]
      const b0 = inner * n
      for (let column = 0; column < n; column++)
        c[to + column]! +=
          a0 * b[b0 + column]! + a1 * b[b0 + n + column]! + a2 * b[b0 + 2 * n + column]! + a3 * b[b0 + 3 * n + column]!
    }
    for (; inner < k; inner++) {
      const factor = a[from + inner]!
      const b0 = inner * n
      for (let column = 0; column < n; column++) c[to + column]! += factor * b[b0 + column]!
    }
  }
}

/** `c += a bT` for row-major [m, n], [k, n] and [m, k]. */
export function addProductByTransposed(
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  m: number,
  n: number,
  k: number,
): void {
  for (let row = 0; row < m; row++)
    for (let unit = 0; unit < k; unit++) {
      const [from, by] = [row * n, unit * n]
      let [even, odd] = [0, 0]
      let at = 0
      for (; at + 2 <= n; at += 2) {
        even += a[from + at]! * b[by + at]!
        odd += a[from + at + 1]! * b[by + at + 1]!
      }
      if (at < n) even += a[from + at]! * b[by + at]!
      c[row * k + unit]! += even + odd
    }
}

/** `c += aT b` for row-major [m, k], [m, n] and [k, n]. */
export function addProductOfTransposed(
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  m: number,
  k: number,
  n: number,
): void {
  let row = 0
  for (; row + 4 <= m; row += 4)
    for (let unit = 0; unit < k; unit++) {
      const [a0, a1, a2, a3] = [
        a[row * k + unit]!,
        a[(row + 1) * k + unit]!,
        a[(row + 2) * k + unit]!,
        a[(row + 3) * k + unit]!,
      ]
      const [to, b0] = [unit * n, row * n]
      for (let column = 0; column < n; column++)
        c[to + column]! +=
          a0 * b[b0 + column]! + a1 * b[b0 + n + column]! + a2 * b[b0 + 2 * n + column]! + a3 * b[b0 + 3 * n + column]!
    }
  for (; row < m; row++)
    for (let unit = 0; unit < k; unit++) {
      const factor = a[row * k + unit]!
      for (let column = 0; column < n; column++) c[unit * n + column]! += factor * b[row * n + column]!
    }
}
