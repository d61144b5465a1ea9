import type { Attribute } from '../../models/graph/index.ts'
import { int } from '../models/sketch.ts'
import type { RandomSource } from './random-source.ts'

const modes = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ'] as const

export interface RandomForestOptions {
  readonly features: number
  readonly targets: number
  readonly trees: number
  readonly depth: number
  /** What a leaf weighs for a target; undefined where it weighs nothing. */
  readonly weight: (target: number) => number | undefined
  /** What features are compared with. */
  readonly threshold: () => number
  /** By default `target`. */
  readonly role?: 'target' | 'class'
}

/** The nodes and weights of a TreeEnsembleRegressor or TreeEnsembleClassifier whose trees are random. */
export function randomForest(random: RandomSource, options: RandomForestOptions): Record<string, Attribute> {
  const { features, targets, trees, depth, weight, threshold, role = 'target' } = options
  const nodes: { tree: number; id: number; feature: number; mode: string; value: number; yes: number; no: number }[] =
    []
  const weights: { tree: number; id: number; target: number; value: number }[] = []
  const ownModes = random.pick([[random.pick(modes)], modes])
  for (let tree = 0; tree < trees; tree++) {
    let next = 0
    const grow = (left: number): number => {
      const id = next++
      const node = { tree, id, feature: 0, mode: 'LEAF', value: 0, yes: 0, no: 0 }
      nodes.push(node)
      if (left === 0 || random.integer(0, 5) === 0) {
        for (let target = 0; target < targets; target++) {
          const value = weight(target)
          if (value !== undefined) weights.push({ tree, id, target, value })
        }
        return id
      }
      node.feature = random.integer(0, features - 1)
      node.mode = random.pick(ownModes)
      node.value = threshold()
      node.yes = grow(left - 1)
      node.no = grow(left - 1)
      return id
    }
    grow(depth)
  }
  const ints = (values: readonly number[]): Attribute => ({ kind: 'ints', value: values.map(BigInt) })
  const floats = (values: readonly number[]): Attribute => ({ kind: 'floats', value: values })
  return {
    ...(role === 'target' && { n_targets: int(targets) }),
    nodes_treeids: ints(nodes.map(({ tree }) => tree)),
    nodes_nodeids: ints(nodes.map(({ id }) => id)),
    nodes_featureids: ints(nodes.map(({ feature }) => feature)),
    nodes_modes: { kind: 'strings', value: nodes.map(({ mode }) => mode) },
    nodes_values: floats(nodes.map(({ value }) => value)),
    nodes_truenodeids: ints(nodes.map(({ yes }) => yes)),
    nodes_falsenodeids: ints(nodes.map(({ no }) => no)),
    [`${role}_treeids`]: ints(weights.map(({ tree }) => tree)),
    [`${role}_nodeids`]: ints(weights.map(({ id }) => id)),
    [`${role}_ids`]: ints(weights.map(({ target }) => target)),
    [`${role}_weights`]: floats(weights.map(({ value }) => value)),
  }
}
