import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverAtLeastCost } from '../../../bench/fit/index.ts'

describe('coverAtLeastCost', () => {
  test('default: the cheapest diet that holds what is required, calories and two vitamins', () => {
    const nutrients = [
      [60, 60],
      [12, 6],
      [10, 30],
    ]
    const [cups, pills] = coverAtLeastCost(nutrients, [300, 36, 90], [0.12, 0.15])
    expect(cups).toBeCloseTo(3, 9)
    expect(pills).toBeCloseTo(2, 9)
  })

  test('behavior: what is covered by nothing costs nothing', () => {
    expect(coverAtLeastCost([[1, 2]], [-5], [1, 1])).toEqual([0, 0])
    expect(coverAtLeastCost([], [], [1, 1])).toEqual([0, 0])
  })

  test('behavior: no vertex of the feasible region is cheaper', () => {
    const natural = fc.integer({ min: 0, max: 9 })
    const row = fc.tuple(fc.integer({ min: 1, max: 9 }), natural, natural)
    const problem = fc.tuple(
      fc.array(fc.tuple(row, fc.integer({ min: -9, max: 30 })), { minLength: 1, maxLength: 6 }),
      fc.tuple(fc.integer({ min: 1, max: 9 }), natural, natural),
    )
    fc.assert(
      fc.property(problem, ([constraints, costs]) => {
        const rows = constraints.map(([row]) => row)
        const required = constraints.map(([, amount]) => amount)
        const x = coverAtLeastCost(rows, required, costs)
        expect(Math.min(...x)).toBeGreaterThanOrEqual(0)
        for (const [i, row] of rows.entries()) expect(product(row, x)).toBeGreaterThanOrEqual(required[i]! - 1e-6)
        expect(product(costs, x)).toBeCloseTo(leastCostOfVertices(rows, required, costs), 6)
      }),
      { numRuns: 500, seed: 3 },
    )
  })

  test('error: a requirement that nothing can satisfy', () => {
    expect(() => coverAtLeastCost([[0, 0]], [1], [1, 1])).toThrow(
      new RangeError('no coefficients satisfy the requirement of row 0'),
    )
  })
})

/** The oracle: every intersection of three of the planes that bound the region, by Cramer's rule. */
function leastCostOfVertices(
  rows: readonly (readonly number[])[],
  required: readonly number[],
  costs: readonly number[],
): number {
  const planes = [...rows, [1, 0, 0], [0, 1, 0], [0, 0, 1]]
  const offsets = [...required, 0, 0, 0]
  let least = Number.POSITIVE_INFINITY
  for (let a = 0; a < planes.length; a++)
    for (let b = a + 1; b < planes.length; b++)
      for (let c = b + 1; c < planes.length; c++) {
        const matrix = [planes[a]!, planes[b]!, planes[c]!]
        const right = [offsets[a]!, offsets[b]!, offsets[c]!]
        const whole = determinant(matrix)
        if (whole === 0) continue
        const x = [0, 1, 2].map(j => determinant(matrix.map((row, i) => row.with(j, right[i]!))) / whole)
        if (planes.every((plane, i) => product(plane, x) >= offsets[i]! - 1e-9))
          least = Math.min(least, product(costs, x))
      }
  return least
}

function determinant([a, b, c]: readonly (readonly number[])[]): number {
  return (
    a![0]! * (b![1]! * c![2]! - b![2]! * c![1]!) -
    a![1]! * (b![0]! * c![2]! - b![2]! * c![0]!) +
    a![2]! * (b![0]! * c![1]! - b![1]! * c![0]!)
  )
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0)
}
