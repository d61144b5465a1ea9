import { returnCount } from './returns.ts'
import { inputOf, type Samples } from './simulate-pool.ts'

/** A forecast of the next return from those before it, in their unit. */
export interface Forecast {
  readonly name: string
  readonly forecast: (returns: Float32Array) => number
}

/** Forecasts without a network: none, and the best linear ones of the last return and of all, by least squares on `samples`. */
export function naiveForecasts(samples: Samples): readonly Forecast[] {
  const linear = (name: string, count: number): Forecast => {
    const weights = fitLastReturns(samples, count)
    const first = returnCount - count
    return { name, forecast: returns => weights.reduce((sum, weight, i) => sum + weight * returns[first + i]!, 0) }
  }
  return [
    { name: 'no change', forecast: () => 0 },
    linear('linear in the last return', 1),
    linear(`linear in all ${returnCount} returns`, returnCount),
  ]
}

/** Weights of the last `count` returns, by least squares. */
function fitLastReturns(samples: Samples, count: number): readonly number[] {
  const matrix = Array.from({ length: count }, () => new Float64Array(count + 1))
  for (let index = 0; index < samples.count; index++) {
    const seen = inputOf(samples, index).subarray(returnCount - count)
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < count; column++) matrix[row]![column]! += seen[row]! * seen[column]!
      matrix[row]![count]! += seen[row]! * samples.targets[index]!
    }
  }
  return solve(matrix)
}

/** The solution of symmetric, positive definite equations, each row with its right-hand side last, by elimination. */
function solve(matrix: readonly Float64Array[]): readonly number[] {
  const size = matrix.length
  for (let pivot = 0; pivot < size; pivot++)
    for (let row = pivot + 1; row < size; row++) {
      const factor = matrix[row]![pivot]! / matrix[pivot]![pivot]!
      for (let column = pivot; column <= size; column++) matrix[row]![column]! -= factor * matrix[pivot]![column]!
    }
  const solution = new Array<number>(size).fill(0)
  for (let row = size - 1; row >= 0; row--) {
    let rest = matrix[row]![size]!
    for (let column = row + 1; column < size; column++) rest -= matrix[row]![column]! * solution[column]!
    solution[row] = rest / matrix[row]![row]!
  }
  return solution
}
