import { erf, exp, log, sigmoid, tanh } from '../../kernels/index.ts'
import { addProduct, addProductByTransposed, addProductOfTransposed, createMatrix, type Matrix } from './matrix.ts'

/**
 * Operations on matrices that are remembered, so that slopes of a loss go back through them. All of it is binary64 arithmetic
 * in a fixed order: the same bits on every machine.
 */
export interface Tape {
  product(a: Matrix, b: Matrix): Matrix
  sum(a: Matrix, b: Matrix): Matrix
  /** A row added to each row. */
  sumRow(a: Matrix, row: Matrix): Matrix
  /** Element by element. */
  times(a: Matrix, b: Matrix): Matrix
  sigmoid(a: Matrix): Matrix
  tanh(a: Matrix): Matrix
  /** max(x, 0). */
  relu(a: Matrix): Matrix
  /** x (1 + erf(x / sqrt 2)) / 2. */
  gelu(a: Matrix): Matrix
  /** Columns from one to another. */
  part(a: Matrix, from: number, to: number): Matrix
  /** The rows of a table. */
  rowsOf(table: Matrix, indices: ArrayLike<number>): Matrix
  /** Elements of `a`, by their row-major places, as rows of `columns`: patches for a convolution, or another shape. */
  take(a: Matrix, places: Int32Array, columns: number): Matrix
  /** Rows less their mean by their deviation, times `factors` and plus `shifts`, which are rows. */
  normalize(a: Matrix, factors: Matrix, shifts: Matrix, epsilon: number): Matrix
  /**
   * Causal attention: rows are steps of sequences of `length`, columns of q, k and v the features of `heads`, one after the
   * other; each step takes its shares of itself and the steps before it.
   */
  attend(q: Matrix, k: Matrix, v: Matrix, heads: number, length: number): Matrix
  /** Mean cross entropy, in nats, of rows of logits; its slopes become those of `logits`. */
  crossEntropy(logits: Matrix, targets: ArrayLike<number>): number
  /** Mean squared error of a column; its slopes become those of `outputs`. */
  squaredError(outputs: Matrix, targets: ArrayLike<number>): number
  /** Adds the loss's slopes to those of all that it depends on, and forgets the operations. */
  back(): void
}

export function createTape(): Tape {
  const steps: (() => void)[] = []

  function map(a: Matrix, apply: (x: number) => number, slope: (x: number, y: number) => number): Matrix {
    const result = createMatrix(a.rows, a.columns)
    for (let i = 0; i < a.values.length; i++) result.values[i] = apply(a.values[i]!)
    steps.push(() => {
      for (let i = 0; i < a.values.length; i++)
        a.slopes[i]! += result.slopes[i]! * slope(a.values[i]!, result.values[i]!)
    })
    return result
  }

  return {
    product(a, b) {
      const [m, k, n] = [a.rows, a.columns, b.columns]
      const result = createMatrix(m, n)
      addProduct(a.values, b.values, result.values, m, k, n)
      steps.push(() => {
        addProductByTransposed(result.slopes, b.values, a.slopes, m, n, k)
        addProductOfTransposed(a.values, result.slopes, b.slopes, m, k, n)
      })
      return result
    },
    sum(a, b) {
      const result = createMatrix(a.rows, a.columns)
      for (let i = 0; i < a.values.length; i++) result.values[i] = a.values[i]! + b.values[i]!
      steps.push(() => {
        for (let i = 0; i < a.values.length; i++) {
          a.slopes[i]! += result.slopes[i]!
          b.slopes[i]! += result.slopes[i]!
        }
      })
      return result
    },
    sumRow(a, row) {
      const result = createMatrix(a.rows, a.columns)
      for (let i = 0; i < a.values.length; i++) result.values[i] = a.values[i]! + row.values[i % a.columns]!
      steps.push(() => {
        for (let i = 0; i < a.values.length; i++) {
          a.slopes[i]! += result.slopes[i]!
          row.slopes[i % a.columns]! += result.slopes[i]!
        }
      })
      return result
    },
    times(a, b) {
      const result = createMatrix(a.rows, a.columns)
      for (let i = 0; i < a.values.length; i++) result.values[i] = a.values[i]! * b.values[i]!
      steps.push(() => {
        for (let i = 0; i < a.values.length; i++) {
          a.slopes[i]! += result.slopes[i]! * b.values[i]!
          b.slopes[i]! += result.slopes[i]! * a.values[i]!
        }
      })
      return result
    },
    sigmoid: a => map(a, sigmoid, (_, y) => y * (1 - y)),
    tanh: a => map(a, tanh, (_, y) => 1 - y * y),
    relu: a =>
      map(
        a,
        x => (x > 0 ? x : 0),
        x => (x > 0 ? 1 : 0),
      ),
    gelu: a =>
      map(
        a,
        x => x * normalShare(x),
        x => normalShare(x) + x * normalDensity * exp((-x * x) / 2),
      ),
    part(a, from, to) {
      const result = createMatrix(a.rows, to - from)
      for (let row = 0; row < a.rows; row++)
        result.values.set(a.values.subarray(row * a.columns + from, row * a.columns + to), row * result.columns)
      steps.push(() => {
        for (let row = 0; row < a.rows; row++)
          for (let column = 0; column < result.columns; column++)
            a.slopes[row * a.columns + from + column]! += result.slopes[row * result.columns + column]!
      })
      return result
    },
    rowsOf(table, indices) {
      const { columns } = table
      const result = createMatrix(indices.length, columns)
      for (let row = 0; row < indices.length; row++)
        result.values.set(table.values.subarray(indices[row]! * columns, (indices[row]! + 1) * columns), row * columns)
      steps.push(() => {
        for (let row = 0; row < indices.length; row++)
          for (let column = 0; column < columns; column++)
            table.slopes[indices[row]! * columns + column]! += result.slopes[row * columns + column]!
      })
      return result
    },
    take(a, places, columns) {
      const result = createMatrix(places.length / columns, columns)
      for (let i = 0; i < places.length; i++) result.values[i] = a.values[places[i]!]!
      steps.push(() => {
        for (let i = 0; i < places.length; i++) a.slopes[places[i]!]! += result.slopes[i]!
      })
      return result
    },
    normalize(a, factors, shifts, epsilon) {
      const { rows, columns } = a
      const [normal, result] = [new Float64Array(a.values.length), createMatrix(rows, columns)]
      const inverses = new Float64Array(rows)
      for (let row = 0; row < rows; row++) {
        const start = row * columns
        let [mean, variance] = [0, 0]
        for (let i = start; i < start + columns; i++) mean += a.values[i]!
        mean /= columns
        for (let i = start; i < start + columns; i++) variance += (a.values[i]! - mean) ** 2
        const inverse = 1 / Math.sqrt(variance / columns + epsilon)
        inverses[row] = inverse
        for (let column = 0; column < columns; column++) {
          const value = (a.values[start + column]! - mean) * inverse
          normal[start + column] = value
          result.values[start + column] = value * factors.values[column]! + shifts.values[column]!
        }
      }
      steps.push(() => {
        for (let row = 0; row < rows; row++) {
          const start = row * columns
          let [sum, product] = [0, 0]
          for (let column = 0; column < columns; column++) {
            const slope = result.slopes[start + column]!
            factors.slopes[column]! += slope * normal[start + column]!
            shifts.slopes[column]! += slope
            sum += slope * factors.values[column]!
            product += slope * factors.values[column]! * normal[start + column]!
          }
          for (let column = 0; column < columns; column++) {
            const slope = result.slopes[start + column]! * factors.values[column]!
            a.slopes[start + column]! +=
              inverses[row]! * (slope - sum / columns - (normal[start + column]! * product) / columns)
          }
        }
      })
      return result
    },
    attend(q, k, v, heads, length) {
      const { rows, columns } = q
      const size = columns / heads
      const unit = 1 / Math.sqrt(size)
      const result = createMatrix(rows, columns)
      const shares = new Float64Array(rows * heads * length)
      for (let row = 0; row < rows; row++) {
        const first = row - (row % length)
        for (let head = 0; head < heads; head++) {
          const [of, from] = [(row * heads + head) * length, row * columns + head * size]
          let [greatest, total] = [-Infinity, 0]
          for (let other = first; other <= row; other++) {
            let score = 0
            for (let i = 0; i < size; i++) score += q.values[from + i]! * k.values[other * columns + head * size + i]!
            shares[of + other - first] = score * unit
            greatest = Math.max(greatest, score * unit)
          }
          for (let at = of; at <= of + row - first; at++) {
            shares[at] = exp(shares[at]! - greatest)
            total += shares[at]!
          }
          for (let other = first; other <= row; other++) {
            const share = shares[of + other - first]! / total
            shares[of + other - first] = share
            for (let i = 0; i < size; i++)
              result.values[from + i]! += share * v.values[other * columns + head * size + i]!
          }
        }
      }
      steps.push(() => {
        for (let row = 0; row < rows; row++) {
          const first = row - (row % length)
          for (let head = 0; head < heads; head++) {
            const [of, from] = [(row * heads + head) * length, row * columns + head * size]
            const slopes = new Float64Array(row - first + 1)
            let mean = 0
            for (let other = first; other <= row; other++) {
              const share = shares[of + other - first]!
              let slope = 0
              for (let i = 0; i < size; i++) {
                const at = other * columns + head * size + i
                slope += result.slopes[from + i]! * v.values[at]!
                v.slopes[at]! += share * result.slopes[from + i]!
              }
              slopes[other - first] = slope
              mean += share * slope
            }
            for (let other = first; other <= row; other++) {
              const slope = shares[of + other - first]! * (slopes[other - first]! - mean) * unit
              for (let i = 0; i < size; i++) {
                const at = other * columns + head * size + i
                q.slopes[from + i]! += slope * k.values[at]!
                k.slopes[at]! += slope * q.values[from + i]!
              }
            }
          }
        }
      })
      return result
    },
    crossEntropy(logits, targets) {
      const { rows, columns } = logits
      let loss = 0
      for (let row = 0; row < rows; row++) {
        const lane = logits.values.subarray(row * columns, (row + 1) * columns)
        const greatest = lane.reduce((a, b) => Math.max(a, b))
        const powers = lane.map(value => exp(value - greatest))
        const total = powers.reduce((a, b) => a + b)
        const target = targets[row]!
        loss += greatest + log(total) - lane[target]!
        for (let column = 0; column < columns; column++)
          logits.slopes[row * columns + column]! += (powers[column]! / total - (column === target ? 1 : 0)) / rows
      }
      return loss / rows
    },
    squaredError({ values, slopes }, targets) {
      let loss = 0
      for (let i = 0; i < values.length; i++) {
        const error = values[i]! - targets[i]!
        loss += error * error
        slopes[i]! += (2 * error) / values.length
      }
      return loss / values.length
    },
    back() {
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) step()
    },
  }
}

const normalDensity = 0.3989422804014327

function normalShare(x: number): number {
  return (1 + erf(x * Math.SQRT1_2)) / 2
}
