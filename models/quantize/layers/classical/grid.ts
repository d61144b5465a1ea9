import { type Forest, isAlwaysWeighed, leafSums } from '../../../graph/index.ts'
import { roundHalfEven } from '../../../kernels/index.ts'

/** Sums of multiples of a power of two are exact in binary32 up to this many of them. */
const greatestMultiple = 2 ** 24

/** A forest whose leaves and base values are multiples of `grid`, and what that changed. */
export interface GriddedForest {
  readonly forest: Forest
  readonly grid: number
  /** The most that one leaf or base value was rounded by. */
  readonly mostRounded: number
}

/**
 * A forest with its leaves rounded, half to even, to the finest power of two on which every sum of them is exact in binary32,
 * whatever its order; an average becomes a sum of its shares.
 */
export function roundToGrid(given: Forest): GriddedForest {
  const forest = withWeighedBases(given)
  const divisor = forest.aggregate === 'AVERAGE' ? forest.roots.length : 1
  const leaves = Array.from(forest.weights, weight => weight / divisor)
  const base = forest.base ?? []
  if (forest.aggregate === 'MIN' || forest.aggregate === 'MAX')
    return { forest: { ...forest, weights: forest.weights.map(weight => weight + 0) }, grid: 0, mostRounded: 0 }
  const round = (grid: number) => (value: number) => roundHalfEven(value / grid) * grid + 0
  const rounded = (grid: number): Forest => ({
    ...forest,
    aggregate: 'SUM',
    weights: Float32Array.from(leaves, round(grid)),
    base: forest.base?.map(round(grid)),
  })
  let grid = 2 ** -126
  const all = [...leaves, ...base].reduce((sum, value) => Math.max(sum, Math.abs(value)), 0)
  while (grid * greatestMultiple < all) grid *= 2
  while (greatestMagnitude(rounded(grid)) > grid * greatestMultiple) grid *= 2
  if (all === 0) grid = 1
  const mostRounded = [...leaves, ...base].reduce(
    (most, value) => Math.max(most, Math.abs(round(grid)(value) - value)),
    0,
  )
  return { forest: rounded(grid), grid, mostRounded }
}

/** The greatest sum, of all targets, of the base value's and each tree's greatest magnitude. */
function greatestMagnitude(forest: Forest): number {
  const magnitudes = { ...forest, weights: forest.weights.map(Math.abs) }
  let greatest = 0
  for (let target = 0; target < forest.targets; target++) {
    const trees = leafSums(magnitudes, target)
    const sum = trees.reduce(
      (total, sums) => total + sums.reduce((a, b) => Math.max(a, b), 0),
      Math.abs(forest.base?.[target] ?? 0),
    )
    greatest = Math.max(greatest, sum)
  }
  return greatest
}

/** `forest` with weights of 0 at the first tree's leaves for targets whose base value runtimes would leave out of some samples. */
function withWeighedBases(forest: Forest): Forest {
  const { base, roots, modes, weightStarts, weightTargets, weights } = forest
  const added = (base ?? []).flatMap((value, target) =>
    value === 0 || isAlwaysWeighed(forest, target) ? [] : [target],
  )
  if (added.length === 0) return forest
  const starts = new Int32Array(modes.length + 1)
  const [targets, values]: [number[], number[]] = [[], []]
  for (let node = 0; node < modes.length; node++) {
    for (let i = weightStarts[node]!; i < weightStarts[node + 1]!; i++) {
      targets.push(weightTargets[i]!)
      values.push(weights[i]!)
    }
    if (modes[node]! < 0 && node < (roots[1] ?? modes.length))
      for (const target of added) {
        targets.push(target)
        values.push(0)
      }
    starts[node + 1] = targets.length
  }
  return {
    ...forest,
    weightStarts: starts,
    weightTargets: Int32Array.from(targets),
    weights: Float32Array.from(values),
  }
}
