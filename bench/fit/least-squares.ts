/** A solved least-squares problem. */
export interface LeastSquares {
  readonly solution: readonly number[]
  /** Diagonal of the inverse of the columns' Gram matrix. */
  readonly inverseGram: readonly number[]
}

/** A pivot below this, of a column of length 1, means that the column depends on those before it. */
const dependence = 1e-9

/**
 * The `x` that minimises `|y - sum x[j] * columns[j]|`, by Householder reflections; undefined where the columns, each of
 * length 1, depend on each other.
 * @see Golub and Van Loan, Matrix Computations, 4th edition, section 5.3.
 */
export function solveLeastSquares(columns: readonly Float64Array[], y: Float64Array): LeastSquares | undefined {
  const reduced = columns.map(column => column.slice())
  const target = y.slice()
  for (const [j, column] of reduced.entries()) {
    const pivot = -Math.sign(column[j] || 1) * norm(column, j)
    if (Math.abs(pivot) < dependence) return undefined
    const reflector = column.slice()
    reflector[j]! -= pivot
    for (const vector of [...reduced.slice(j), target]) reflect(vector, reflector, j)
  }
  return { solution: backSubstitute(reduced, target), inverseGram: inverseGramDiagonal(reduced) }
}

function reflect(vector: Float64Array, reflector: Float64Array, from: number): void {
  const factor = (2 * dot(reflector, vector, from)) / dot(reflector, reflector, from)
  for (let i = from; i < vector.length; i++) vector[i]! -= factor * reflector[i]!
}

/** Solves `R x = target`, R the upper triangle that the columns hold. */
function backSubstitute(triangle: readonly Float64Array[], target: Float64Array): number[] {
  const solution = new Array<number>(triangle.length).fill(0)
  for (let j = triangle.length - 1; j >= 0; j--) {
    let rest = target[j]!
    for (let k = j + 1; k < triangle.length; k++) rest -= triangle[k]![j]! * solution[k]!
    solution[j] = rest / triangle[j]![j]!
  }
  return solution
}

/** `(R'R)^-1 = R^-1 R^-T`: its diagonal is the squared length of each row of `R^-1`. */
function inverseGramDiagonal(triangle: readonly Float64Array[]): number[] {
  const inverseColumns = triangle.map((_, j) => backSubstitute(triangle, unitVector(triangle.length, j)))
  return triangle.map((_, i) => inverseColumns.reduce((sum, column) => sum + column[i]! ** 2, 0))
}

function unitVector(length: number, index: number): Float64Array {
  const vector = new Float64Array(length)
  vector[index] = 1
  return vector
}

/** Of the elements from `from` on. */
export function dot(a: Float64Array, b: Float64Array, from = 0): number {
  let sum = 0
  for (let i = from; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

/** Euclidean length of the elements from `from` on. */
export function norm(a: Float64Array, from = 0): number {
  return Math.sqrt(dot(a, a, from))
}
