/** Entries of the tableau below this count as 0: its coefficients are at most 1. */
const tolerance = 1e-12

/**
 * The `x >= 0` of least `sum costs[j] * x[j]` with `sum rows[i][j] * x[j] >= required[i]` for every i: a linear program,
 * solved by the simplex method on its dual, with Bland's rule against cycles.
 * @param costs at least 0.
 * @throws RangeError when no `x` satisfies all.
 * @see Chvatal, Linear Programming, 1983, chapters 3 and 5.
 */
export function coverAtLeastCost(
  rows: readonly (readonly number[])[],
  required: readonly number[],
  costs: readonly number[],
): number[] {
  const width = costs.length
  const columns = rows.length + width
  const scales = costs.map((_, j) => Math.max(0, ...rows.map(row => Math.abs(row[j]!))) || 1)
  const tableau = costs.map((cost, j) =>
    Float64Array.from({ length: columns + 1 }, (_, c) => {
      if (c < rows.length) return rows[c]![j]! / scales[j]!
      return c === columns ? cost / scales[j]! : Number(c === rows.length + j)
    }),
  )
  const objective = Float64Array.from({ length: columns + 1 }, (_, c) => (c < rows.length ? -required[c]! : 0))
  const basis = costs.map((_, j) => rows.length + j)
  for (;;) {
    const entering = objective.findIndex((value, c) => c < columns && value < -tolerance)
    if (entering < 0) return costs.map((_, j) => Math.max(0, objective[rows.length + j]!) / scales[j]!)
    const leaving = leavingRow(tableau, basis, entering)
    if (leaving === undefined) throw new RangeError(`no coefficients satisfy the requirement of row ${entering}`)
    pivot([...tableau, objective], tableau[leaving]!, entering)
    basis[leaving] = entering
  }
}

/** The row that first reaches 0 as the entering variable grows; the least basic variable of several. */
function leavingRow(tableau: readonly Float64Array[], basis: readonly number[], entering: number): number | undefined {
  let leaving: number | undefined
  let leastRatio = Number.POSITIVE_INFINITY
  for (const [r, row] of tableau.entries()) {
    if (row[entering]! <= tolerance) continue
    const ratio = row.at(-1)! / row[entering]!
    if (ratio > leastRatio || (ratio === leastRatio && basis[r]! > basis[leaving!]!)) continue
    leaving = r
    leastRatio = ratio
  }
  return leaving
}

/** Makes the entering column a unit vector, 1 in the pivot row. */
function pivot(rows: readonly Float64Array[], pivotRow: Float64Array, entering: number): void {
  const inverse = 1 / pivotRow[entering]!
  for (const [c, value] of pivotRow.entries()) pivotRow[c] = value * inverse
  for (const row of rows) {
    const factor = row[entering]!
    if (row === pivotRow || factor === 0) continue
    for (const [c, value] of pivotRow.entries()) row[c]! -= factor * value
  }
}
