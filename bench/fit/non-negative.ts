import { dot, type LeastSquares, norm, solveLeastSquares } from './least-squares.ts'
import { twoSidedPValue } from './student-t.ts'

/** A coefficient of a fit. */
export interface Coefficient {
  readonly value: number
  readonly standardError: number
  /** Chance of a value at least as far from 0 if the true one were 0, by a t-test; 1 where the bound at 0 holds it. */
  readonly pValue: number
}

export interface Fit {
  readonly coefficients: readonly Coefficient[]
  /** Share of the weighted variance around the weighted mean that the fit explains. */
  readonly r2: number
  /** Observations less coefficients that are not held at 0. */
  readonly degreesOfFreedom: number
}

/** Gradients below this, of columns and a target of length 1, count as 0. */
const tolerance = 1e-12

/**
 * The coefficients `b >= 0` that minimise `sum weights[i] * (y[i] - sum b[j] * rows[i][j])^2`.
 * Columns of zeros, and those that depend on others already chosen, get 0.
 * @param weights positive; 1 each where left out.
 * @throws RangeError when lengths differ or there are no rows.
 * @see Lawson and Hanson, Solving Least Squares Problems, 1974, chapter 23.
 */
export function fitNonNegative(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  weights: readonly number[] = y.map(() => 1),
): Fit {
  const width = rows[0]?.length ?? 0
  if (
    width === 0 ||
    y.length !== rows.length ||
    weights.length !== rows.length ||
    rows.some(row => row.length !== width)
  )
    throw new RangeError(
      `cannot fit ${rows.length} rows of ${width} columns to ${y.length} values, ${weights.length} weights`,
    )
  const roots = weights.map(Math.sqrt)
  const columns = Array.from({ length: width }, (_, j) => Float64Array.from(rows, (row, i) => row[j]! * roots[i]!))
  const target = Float64Array.from(y, (value, i) => value * roots[i]!)
  const scales = columns.map(column => norm(column) || 1)
  const targetScale = norm(target) || 1
  const { active, solution, inverseGram } = chooseColumns(
    columns.map((column, j) => column.map(value => value / scales[j]!)),
    target.map(value => value / targetScale),
  )

  const values = new Array<number>(width).fill(0)
  for (const [k, j] of active.entries()) values[j] = (solution[k]! * targetScale) / scales[j]!
  const residuals = target.map((value, i) => columns.reduce((rest, column, j) => rest - values[j]! * column[i]!, value))
  const squaredError = dot(residuals, residuals)
  const degreesOfFreedom = rows.length - active.length
  const variance = degreesOfFreedom > 0 ? squaredError / degreesOfFreedom : Number.NaN
  const coefficients: Coefficient[] = values.map(value => ({ value, standardError: 0, pValue: 1 }))
  for (const [k, j] of active.entries()) {
    const standardError = Math.sqrt(variance * inverseGram[k]!) / scales[j]!
    coefficients[j] = {
      value: values[j]!,
      standardError,
      pValue: twoSidedPValue(values[j]! / standardError, degreesOfFreedom),
    }
  }
  return { coefficients, r2: 1 - squaredError / weightedVariation(y, weights), degreesOfFreedom }
}

/** Lawson and Hanson's algorithm NNLS on columns and a target of length 1. */
function chooseColumns(columns: readonly Float64Array[], target: Float64Array) {
  let active: number[] = []
  let solved: LeastSquares = { solution: [], inverseGram: [] }
  const refused = new Set<number>()
  for (;;) {
    const entering = steepest(columns, target, active, solved.solution, refused)
    if (entering === undefined) return { active, ...solved }
    const before = active.map((j, k) => [j, solved.solution[k]!] as const)
    let candidate = [...active, entering]
    let next = solveOn(columns, candidate, target)
    if (next === undefined || next.solution.at(-1)! <= 0) {
      refused.add(entering)
      continue
    }
    const feasible = new Map<number, number>([...before, [entering, 0]])
    while (next.solution.some(value => value <= 0)) {
      const { solution }: LeastSquares = next
      const step = Math.min(
        ...candidate.flatMap((j, k) => {
          const from = feasible.get(j)!
          return solution[k]! <= 0 ? [from / (from - solution[k]!)] : []
        }),
      )
      for (const [k, j] of candidate.entries())
        feasible.set(j, feasible.get(j)! + step * (solution[k]! - feasible.get(j)!))
      candidate = candidate.filter((j, k) => solution[k]! > 0 || feasible.get(j)! > tolerance)
      next = solveOn(columns, candidate, target)!
    }
    active = candidate
    solved = next
    refused.clear()
  }
}

/** The idle column along which the error falls fastest; undefined where it falls along none. */
function steepest(
  columns: readonly Float64Array[],
  target: Float64Array,
  active: readonly number[],
  solution: readonly number[],
  refused: ReadonlySet<number>,
): number | undefined {
  const residual = target.map((value, i) => active.reduce((rest, j, k) => rest - solution[k]! * columns[j]![i]!, value))
  let best: number | undefined
  let bestGradient = tolerance
  for (const [j, column] of columns.entries()) {
    if (active.includes(j) || refused.has(j)) continue
    const gradient = dot(column, residual)
    if (gradient > bestGradient) [best, bestGradient] = [j, gradient]
  }
  return best
}

function solveOn(columns: readonly Float64Array[], chosen: readonly number[], target: Float64Array) {
  return solveLeastSquares(
    chosen.map(j => columns[j]!),
    target,
  )
}

function weightedVariation(y: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = y.reduce((sum, value, i) => sum + weights[i]! * value, 0) / total
  return y.reduce((sum, value, i) => sum + weights[i]! * (value - mean) ** 2, 0)
}
