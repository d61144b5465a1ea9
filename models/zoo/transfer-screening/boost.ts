import { log, sigmoid } from '../../kernels/index.ts'
import { binFeatures } from './bins.ts'
import { type GrowthOptions, growTree, type Tree } from './grow-tree.ts'
import { featuresOf, type Transfers } from './transfers.ts'

/** Trees whose leaves add up to the log odds that a transfer is a fraud. */
export interface Ensemble {
  /** Log odds before any tree. */
  readonly base: number
  readonly trees: readonly Tree[]
}

export interface BoostingOptions extends GrowthOptions {
  readonly trees: number
  /** What each tree's leaves are multiplied by. */
  readonly rate: number
}

/** Gradient boosting of the logistic loss: each tree makes up for what those before it leave. Binary64 in a fixed order. */
export function boost(
  transfers: Transfers,
  { trees: count, rate, ...growth }: BoostingOptions,
  onTree: (tree: number, loss: number) => void = () => {},
): Ensemble {
  const bins = binFeatures(transfers)
  const share = transfers.frauds.reduce((sum, fraud) => sum + fraud, 0) / transfers.count
  const base = log(share / (1 - share))
  const scores = new Float64Array(transfers.count).fill(base)
  const everyone = Uint32Array.from(scores.keys())
  const slopes = { first: new Float64Array(transfers.count), second: new Float64Array(transfers.count) }
  const trees: Tree[] = []
  for (let tree = 0; tree < count; tree++) {
    let loss = 0
    scores.forEach((score, i) => {
      const odds = sigmoid(score)
      const fraud = transfers.frauds[i]!
      loss -= log(fraud === 1 ? odds : 1 - odds)
      slopes.first[i] = odds - fraud
      slopes.second[i] = odds * (1 - odds)
    })
    onTree(tree, loss / transfers.count)
    const grown = scaleLeaves(growTree(bins, slopes, everyone, growth), rate)
    trees.push(grown)
    for (const i of everyone) scores[i]! += leafOf(grown, featuresOf(transfers, i))
  }
  return { base, trees }
}

/** The weight of the leaf that a transfer reaches. */
export function leafOf(tree: Tree, features: ArrayLike<number>): number {
  let at = tree
  while ('feature' in at) at = features[at.feature]! <= at.threshold ? at.low : at.high
  return at.weight
}

function scaleLeaves(tree: Tree, factor: number): Tree {
  if (!('feature' in tree)) return { weight: tree.weight * factor }
  return { ...tree, low: scaleLeaves(tree.low, factor), high: scaleLeaves(tree.high, factor) }
}
