import { type Attribute, branchModes, type Forest, NodeFault } from '../../../../graph/index.ts'
import type { Rewriting } from '../../rewriting.ts'
import type { Column } from './columns.ts'

/** `forest` with a target for each column. */
export function withColumns(forest: Forest, columns: readonly Column[]): Forest {
  const scaled = columns.some(({ factor }) => factor !== 1)
  if (forest.aggregate !== 'SUM' && forest.aggregate !== 'AVERAGE' && scaled)
    throw new NodeFault(`it transforms the ${forest.aggregate} of its leaves`, 'Use the sum of the leaves.')
  const { modes, weightStarts, weightTargets, weights } = forest
  const starts = new Int32Array(modes.length + 1)
  const [targets, products]: [number[], number[]] = [[], []]
  for (let node = 0; node < modes.length; node++) {
    for (let i = weightStarts[node]!; i < weightStarts[node + 1]!; i++)
      columns.forEach(({ score, factor }, column) => {
        if (score !== weightTargets[i]) return
        targets.push(column)
        products.push(factor * weights[i]!)
      })
    starts[node + 1] = targets.length
  }
  const base = columns.map(
    ({ score, factor, shift }) => factor * (score === undefined ? 0 : (forest.base?.[score] ?? 0)) + shift,
  )
  return {
    ...forest,
    weightStarts: starts,
    weightTargets: Int32Array.from(targets),
    weights: Float32Array.from(products),
    targets: columns.length,
    base: base.some(value => value !== 0) ? base : undefined,
  }
}

/** Emits a TreeEnsembleRegressor of `forest`, a value [rows, targets]. */
export function emitForest(rewriting: Rewriting, samples: string, forest: Forest, output: string): string {
  return rewriting.emit('ai.onnx.ml.TreeEnsembleRegressor', [samples], output, forestAttributes(forest))
}

/** The attributes of a TreeEnsembleRegressor, the nodes of each tree numbered from 0. */
export function forestAttributes(forest: Forest): Readonly<Record<string, Attribute>> {
  const { roots, modes, features, thresholds, whenTrue, whenFalse, weightStarts, weightTargets, weights } = forest
  const trees = new Int32Array(modes.length)
  roots.forEach((root, tree) => {
    trees.fill(tree, root, roots[tree + 1] ?? modes.length)
  })
  const idOf = (node: number) => node - roots[trees[node]!]!
  const branch = (children: Int32Array) => Array.from(children, (child, i) => (modes[i]! < 0 ? 0 : idOf(child)))
  const owners = new Int32Array(weights.length)
  for (let node = 0; node < modes.length; node++) owners.fill(node, weightStarts[node], weightStarts[node + 1])
  return {
    n_targets: { kind: 'int', value: BigInt(forest.targets) },
    ...(forest.aggregate !== 'SUM' && { aggregate_function: { kind: 'string', value: forest.aggregate } }),
    ...(forest.base && { base_values: { kind: 'floats', value: forest.base } }),
    nodes_treeids: ints(trees),
    nodes_nodeids: ints(Array.from(modes, (_, i) => idOf(i))),
    nodes_featureids: ints(features.map((feature, i) => (modes[i]! < 0 ? 0 : feature))),
    nodes_modes: { kind: 'strings', value: Array.from(modes, mode => (mode < 0 ? 'LEAF' : branchModes[mode]!)) },
    nodes_values: { kind: 'floats', value: Array.from(thresholds, (value, i) => (modes[i]! < 0 ? 0 : value)) },
    nodes_truenodeids: ints(branch(whenTrue)),
    nodes_falsenodeids: ints(branch(whenFalse)),
    target_treeids: ints(Array.from(owners, node => trees[node]!)),
    target_nodeids: ints(Array.from(owners, idOf)),
    target_ids: ints(weightTargets),
    target_weights: { kind: 'floats', value: Array.from(weights) },
  }
}

function ints(values: ArrayLike<number>): Attribute {
  return { kind: 'ints', value: Array.from(values, BigInt) }
}
