import type { Bins } from './bins.ts'

/** A decision tree: a leaf, or a comparison of a feature with an edge of its bins. */
export type Tree =
  | { readonly weight: number }
  | { readonly feature: number; readonly threshold: number; readonly low: Tree; readonly high: Tree }

/** First and second derivatives of the loss by each transfer's score. */
export interface Slopes {
  readonly first: Float64Array
  readonly second: Float64Array
}

export interface GrowthOptions {
  readonly depth: number
  /** Least sum of second derivatives in a leaf. */
  readonly leastCurvature: number
  /** Added to that sum, so that leaves of few transfers weigh little. */
  readonly penalty: number
}

/**
 * The tree whose leaves lower the loss most, split by split, to its second order; leaf weights are Newton steps.
 * @see Chen and Guestrin, XGBoost (2016), section 2
 */
export function growTree(bins: Bins, slopes: Slopes, members: Uint32Array, options: GrowthOptions): Tree {
  const total = sumOf(slopes, members)
  const leaf = { weight: -total.first / (total.second + options.penalty) }
  if (options.depth === 0) return leaf
  const split = bestSplit(bins, slopes, members, total, options)
  if (split === undefined) return leaf
  const { feature, bin } = split
  const column = bins.indices[feature]!
  const deeper = { ...options, depth: options.depth - 1 }
  return {
    feature,
    threshold: bins.edges[feature]![bin]!,
    low: growTree(
      bins,
      slopes,
      members.filter(i => column[i]! <= bin),
      deeper,
    ),
    high: growTree(
      bins,
      slopes,
      members.filter(i => column[i]! > bin),
      deeper,
    ),
  }
}

interface Sum {
  readonly first: number
  readonly second: number
}

function bestSplit(bins: Bins, slopes: Slopes, members: Uint32Array, total: Sum, options: GrowthOptions) {
  const { leastCurvature, penalty } = options
  const gainOf = (first: number, second: number) => (first * first) / (second + penalty)
  let best: { readonly feature: number; readonly bin: number } | undefined
  let bestGain = gainOf(total.first, total.second) + 1e-9
  bins.edges.forEach((edges, feature) => {
    const column = bins.indices[feature]!
    const [firsts, seconds] = [new Float64Array(edges.length + 1), new Float64Array(edges.length + 1)]
    for (const i of members) {
      firsts[column[i]!]! += slopes.first[i]!
      seconds[column[i]!]! += slopes.second[i]!
    }
    let [first, second] = [0, 0]
    for (let bin = 0; bin < edges.length; bin++) {
      first += firsts[bin]!
      second += seconds[bin]!
      if (second < leastCurvature || total.second - second < leastCurvature) continue
      const gain = gainOf(first, second) + gainOf(total.first - first, total.second - second)
      if (gain > bestGain) [best, bestGain] = [{ feature, bin }, gain]
    }
  })
  return best
}

function sumOf({ first, second }: Slopes, members: Uint32Array): Sum {
  const sum = { first: 0, second: 0 }
  for (const i of members) {
    sum.first += first[i]!
    sum.second += second[i]!
  }
  return sum
}
