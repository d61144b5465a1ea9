import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitNonNegative } from '../../../bench/fit/index.ts'

/** @see Anscombe, Graphs in Statistical Analysis, 1973: the first data set. */
const anscombe = {
  x: [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
  y: [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
}

describe('fitNonNegative', () => {
  test('default: recovers the coefficients of exact observations', () => {
    const rows = [
      [1, 0, 2],
      [0, 1, 1],
      [3, 1, 0],
      [2, 2, 5],
    ]
    const { coefficients, r2, degreesOfFreedom } = fitNonNegative(
      rows,
      rows.map(([a, b, c]) => 2 * a! + 0.5 * b! + 7 * c!),
    )
    for (const [j, expected] of [2, 0.5, 7].entries()) expect(coefficients[j]!.value).toBeCloseTo(expected, 10)
    expect(r2).toBeCloseTo(1, 12)
    expect(degreesOfFreedom).toBe(1)
  })

  test("behavior: Anscombe's first data set gives its published line, errors, t-test and R2", () => {
    const { coefficients, r2 } = fitNonNegative(
      anscombe.x.map(x => [1, x]),
      anscombe.y,
    )
    const [intercept, slope] = coefficients
    expect(intercept!.value).toBeCloseTo(3.0001, 4)
    expect(intercept!.standardError).toBeCloseTo(1.1247, 4)
    expect(intercept!.pValue).toBeCloseTo(0.02573, 5)
    expect(slope!.value).toBeCloseTo(0.5001, 4)
    expect(slope!.standardError).toBeCloseTo(0.1179, 4)
    expect(slope!.pValue).toBeCloseTo(0.00217, 5)
    expect(r2).toBeCloseTo(0.6665, 4)
  })

  test('behavior: a coefficient that would be negative is held at 0, and says so by its p-value', () => {
    const rows = [
      [1, 1],
      [1, 2],
      [1, 3],
    ]
    const { coefficients } = fitNonNegative(rows, [3, 2, 1])
    expect(coefficients[0]!.value).toBeCloseTo(2, 12)
    expect(coefficients[1]).toEqual({ value: 0, standardError: 0, pValue: 1 })
  })

  test('behavior: weights of 1/y^2 fit the ratios', () => {
    const { coefficients } = fitNonNegative([[1], [1]], [1, 1_000_000], [1, 1e-12])
    expect(coefficients[0]!.value).toBeCloseTo(1.000001, 5)
  })

  test('behavior: columns of 0 and repeated columns get one coefficient at most', () => {
    const { coefficients } = fitNonNegative(
      [
        [0, 1, 1],
        [0, 2, 2],
        [0, 3, 3],
      ],
      [2, 4, 6],
    )
    expect(coefficients[0]!.value).toBe(0)
    expect(coefficients[1]!.value + coefficients[2]!.value).toBeCloseTo(2, 12)
    expect(Math.min(coefficients[1]!.value, coefficients[2]!.value)).toBe(0)
  })

  test('behavior: columns of very different sizes keep their digits', () => {
    const rows = [
      [1e9, 1],
      [2e9, 0],
      [5e8, 3],
      [1e3, 2],
    ]
    const { coefficients } = fitNonNegative(
      rows,
      rows.map(([a, b]) => 3e-8 * a! + 0.25 * b!),
    )
    expect(coefficients[0]!.value / 3e-8).toBeCloseTo(1, 9)
    expect(coefficients[1]!.value).toBeCloseTo(0.25, 9)
  })

  test('behavior: no subset of columns, solved exactly, has a smaller error', () => {
    const number = fc.integer({ min: -20, max: 20 })
    const problem = fc.integer({ min: 1, max: 5 }).chain(width =>
      fc.array(fc.tuple(fc.array(number, { minLength: width, maxLength: width }), number), {
        minLength: width + 2,
        maxLength: 12,
      }),
    )
    fc.assert(
      fc.property(problem, observations => {
        const rows = observations.map(([row]) => row)
        const y = observations.map(([, value]) => value)
        const { coefficients } = fitNonNegative(rows, y)
        const values = coefficients.map(({ value }) => value)
        expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
        expect(squaredError(rows, y, values)).toBeLessThanOrEqual(leastErrorOfAllSubsets(rows, y) * (1 + 1e-9) + 1e-9)
      }),
      { numRuns: 500, seed: 7 },
    )
  })

  test('error: rows and values of different numbers', () => {
    expect(() => fitNonNegative([[1]], [1, 2])).toThrow(
      new RangeError('cannot fit 1 rows of 1 columns to 2 values, 2 weights'),
    )
  })
})

/** The oracle: every subset's unconstrained solution by Gauss-Jordan on the normal equations; the best that has no negative. */
function leastErrorOfAllSubsets(rows: readonly number[][], y: readonly number[]): number {
  const width = rows[0]!.length
  let least = squaredError(rows, y, new Array(width).fill(0))
  for (let subset = 1; subset < 1 << width; subset++) {
    const chosen = Array.from({ length: width }, (_, j) => j).filter(j => subset & (1 << j))
    const solution = solveNormalEquations(
      rows.map(row => chosen.map(j => row[j]!)),
      y,
    )
    if (solution === undefined || solution.some(value => value < 0)) continue
    const values = new Array<number>(width).fill(0)
    for (const [k, j] of chosen.entries()) values[j] = solution[k]!
    least = Math.min(least, squaredError(rows, y, values))
  }
  return least
}

function solveNormalEquations(rows: readonly number[][], y: readonly number[]): number[] | undefined {
  const n = rows[0]!.length
  const matrix = Array.from({ length: n }, (_, i) => [
    ...Array.from({ length: n }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    rows.reduce((sum, row, r) => sum + row[i]! * y[r]!, 0),
  ])
  for (let p = 0; p < n; p++) {
    const pivotRow = matrix.slice(p).reduce((best, row) => (Math.abs(row[p]!) > Math.abs(best[p]!) ? row : best))
    if (Math.abs(pivotRow[p]!) < 1e-9) return undefined
    matrix.splice(matrix.indexOf(pivotRow), 1)
    matrix.splice(p, 0, pivotRow)
    for (const row of matrix) {
      if (row === pivotRow) continue
      const factor = row[p]! / pivotRow[p]!
      for (let j = p; j <= n; j++) row[j]! -= factor * pivotRow[j]!
    }
  }
  return matrix.map((row, p) => row[n]! / row[p]!)
}

function squaredError(rows: readonly number[][], y: readonly number[], values: readonly number[]): number {
  return rows.reduce((sum, row, r) => sum + (y[r]! - row.reduce((s, x, j) => s + x * values[j]!, 0)) ** 2, 0)
}
