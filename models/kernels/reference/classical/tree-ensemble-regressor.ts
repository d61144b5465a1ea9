import { type Forest, forestOf, postTransformOf } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { exp, sigmoid } from '../elementary/index.ts'
import { operand } from '../loops/index.ts'

/** Comparisons by branch mode, in the order of `branchModes`. */
const comparisons: readonly ((feature: number, threshold: number) => boolean)[] = [
  (feature, threshold) => feature <= threshold,
  (feature, threshold) => feature < threshold,
  (feature, threshold) => feature >= threshold,
  (feature, threshold) => feature > threshold,
  (feature, threshold) => feature === threshold,
  (feature, threshold) => feature !== threshold,
]

/** The leaves that a sample reaches, one in each tree, aggregated in the trees' order and transformed in binary64, and rounded once. */
export const treeEnsembleRegressor: Kernel = call => {
  const { data, shape: sampleShape } = operand(call, 0)
  const samples = data instanceof Float32Array ? data : Float32Array.from(data, Number)
  const transform = transforms[postTransformOf(call.node) as keyof typeof transforms]
  const forest = call.prepared([], () => forestOf(call))
  const { shape } = call.outputs[0]!
  const [rows, features] = [shape[0]!, sampleShape.at(-1)!]
  const result = new Float32Array(rows * forest.targets)
  for (let row = 0; row < rows; row++) {
    const sample = samples.subarray(row * features, (row + 1) * features)
    result.set(transform(aggregate(forest, sample)), row * forest.targets)
  }
  return [createTensor('float32', shape, result)]
}

/** Of one target nothing is transformed. */
const transforms = {
  NONE: (sums: Float64Array) => sums,
  LOGISTIC: (sums: Float64Array) => (sums.length === 1 ? sums : sums.map(sigmoid)),
  SOFTMAX(sums: Float64Array) {
    if (sums.length === 1) return sums
    const most = sums.reduce((a, b) => Math.max(a, b))
    const powers = sums.map(sum => exp(sum - most))
    const total = powers.reduce((a, b) => a + b)
    return powers.map(power => power / total)
  },
}

function aggregate(forest: Forest, sample: Float32Array): Float64Array {
  const { roots, weightStarts, weightTargets, weights, targets, base } = forest
  const totals = new Float64Array(targets)
  const met = new Uint8Array(targets)
  for (const root of roots) {
    const leaf = findLeaf(forest, root, sample)
    for (let i = weightStarts[leaf]!; i < weightStarts[leaf + 1]!; i++) {
      const target = weightTargets[i]!
      totals[target] = met[target] === 0 ? weights[i]! : combine(forest, totals[target]!, weights[i]!)
      met[target] = 1
    }
  }
  const divisor = forest.aggregate === 'AVERAGE' ? roots.length : 1
  return totals.map((total, target) => total / divisor + (base?.[target] ?? 0))
}

function combine({ aggregate }: Forest, total: number, weight: number): number {
  if (aggregate === 'MIN') return Math.min(total, weight)
  return aggregate === 'MAX' ? Math.max(total, weight) : total + weight
}

function findLeaf({ modes, features, thresholds, whenTrue, whenFalse }: Forest, root: number, sample: Float32Array) {
  let at = root
  for (let mode = modes[at]!; mode >= 0; mode = modes[at]!)
    at = comparisons[mode]!(sample[features[at]!]!, thresholds[at]!) ? whenTrue[at]! : whenFalse[at]!
  return at
}
