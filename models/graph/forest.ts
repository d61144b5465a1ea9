import { floatsAttribute, intAttribute, intsAttribute, stringAttribute, tensorAttribute } from './attributes.ts'
import type { Node } from './graph.ts'
import { brokenFileHint, NodeFault } from './operator.ts'
import { demand } from './site.ts'

/** How a branch compares a feature with its threshold. */
export const branchModes = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ'] as const

/** How the leaves of several trees become one number. */
export const aggregates = ['SUM', 'AVERAGE', 'MIN', 'MAX'] as const
export type Aggregate = (typeof aggregates)[number]

/** What is done to the sums of the leaves. */
export type PostTransform = 'NONE' | 'SOFTMAX' | 'LOGISTIC' | 'SOFTMAX_ZERO' | 'PROBIT'

/**
 * Decision trees over binary32 features: nodes in one list, each tree's from its root on, which no other node leads to, while
 * every other one is led to once.
 */
export interface Forest {
  /** First node of each tree. */
  readonly roots: readonly number[]
  /** Index into {@link branchModes}; -1 for a leaf. */
  readonly modes: Int8Array
  readonly features: Int32Array
  readonly thresholds: Float32Array
  readonly whenTrue: Int32Array
  readonly whenFalse: Int32Array
  /** The weights of node i are those from `weightStarts[i]` up to `weightStarts[i + 1]`. */
  readonly weightStarts: Int32Array
  readonly weightTargets: Int32Array
  readonly weights: Float32Array
  readonly targets: number
  /** What is added to each target's aggregate; undefined where the file says nothing. */
  readonly base: readonly number[] | undefined
  readonly aggregate: Aggregate
}

const leafMode = -1

/**
 * The forest of a TreeEnsembleRegressor (`target`) or a TreeEnsembleClassifier (`class`), checked: lists of one length, trees
 * without cycles, identifiers in range, finite thresholds and weights.
 * @param features of a sample.
 * @throws NodeFault
 */
export function readForest(node: Node, role: 'target' | 'class', targets: number, features: number): Forest {
  const list = (name: string) => intsAttribute(node, name, [])
  const [trees, ids, modeNames] = [list('nodes_treeids'), list('nodes_nodeids'), stringsOf(node, 'nodes_modes')]
  const values = realsOf(node, 'nodes_values')
  const [featureIds, trueIds, falseIds] = [
    list('nodes_featureids'),
    list('nodes_truenodeids'),
    list('nodes_falsenodeids'),
  ]
  const count = trees.length
  demand(count > 0, 'it has no trees')
  demand(
    [ids, modeNames, values, featureIds, trueIds, falseIds].every(({ length }) => length === count),
    'its lists of nodes differ in length',
  )
  const positions = new Map<string, number>()
  for (let i = 0; i < count; i++) positions.set(`${trees[i]}:${ids[i]}`, i)
  demand(positions.size === count, 'two of its nodes have one identifier')
  const positionOf = (tree: number, id: number): number => {
    const position = positions.get(`${tree}:${id}`)
    demand(position !== undefined, `its tree ${tree} has no node ${id}`)
    return position
  }
  const modes = Int8Array.from(modeNames, modeOf)
  const [whenTrue, whenFalse] = [new Int32Array(count), new Int32Array(count)]
  modes.forEach((mode, i) => {
    if (mode === leafMode) return
    const feature = featureIds[i]!
    demand(feature >= 0 && feature < features, `it compares feature ${feature} of ${features}`)
    demand(Number.isFinite(values[i]!), `its threshold ${values[i]} is not finite`)
    whenTrue[i] = positionOf(trees[i]!, trueIds[i]!)
    whenFalse[i] = positionOf(trees[i]!, falseIds[i]!)
  })
  const base = realsOf(node, 'base_values')
  demand(
    base.length === 0 || base.length === targets || (role === 'class' && base.length === 1),
    `it has ${base.length} base values for ${targets} targets`,
  )
  demand(base.every(Number.isFinite), 'a base value is not finite')
  const forest: Forest = {
    roots: rootsOf(trees),
    modes,
    features: Int32Array.from(featureIds),
    thresholds: Float32Array.from(values),
    whenTrue,
    whenFalse,
    ...readWeights(node, role, targets, positionOf, modes),
    targets,
    base: base.length === 0 ? undefined : base,
    aggregate: aggregateOf(node),
  }
  checkShape(forest, trees)
  return forest
}

/** The transform that a node of ai.onnx.ml names. */
export function postTransformOf(node: Node): PostTransform {
  const name = stringAttribute(node, 'post_transform', 'NONE')
  const known: readonly string[] = ['NONE', 'SOFTMAX', 'LOGISTIC', 'SOFTMAX_ZERO', 'PROBIT']
  demand(known.includes(name), `its post_transform is ${name}`)
  return name as PostTransform
}

/** Comparisons on the longest way from a tree's root to a leaf, of all trees together. */
export function longestWays({ roots, modes, whenTrue, whenFalse }: Forest): number {
  const depths = new Int32Array(modes.length)
  let total = 0
  for (const root of roots) {
    let longest = 0
    const pending = [root]
    while (pending.length > 0) {
      const at = pending.pop()!
      longest = Math.max(longest, depths[at]!)
      if (modes[at] === leafMode) continue
      for (const next of [whenTrue[at]!, whenFalse[at]!]) {
        depths[next] = depths[at]! + 1
        pending.push(next)
      }
    }
    total += longest
  }
  return total
}

/** For each target, and each tree in order, the sums of that target's weights at every leaf of the tree. */
export function leafSums(forest: Forest, target: number): readonly (readonly number[])[] {
  const { roots, modes, weightStarts, weightTargets, weights } = forest
  return roots.map((root, tree) => {
    const end = roots[tree + 1] ?? modes.length
    const sums: number[] = []
    for (let at = root; at < end; at++) {
      if (modes[at] !== leafMode) continue
      let sum = 0
      for (let i = weightStarts[at]!; i < weightStarts[at + 1]!; i++)
        if (weightTargets[i] === target) sum += weights[i]!
      sums.push(sum)
    }
    return sums
  })
}

function modeOf(name: string): number {
  if (name === 'LEAF') return leafMode
  const mode = (branchModes as readonly string[]).indexOf(name)
  demand(mode >= 0, `it has a node of mode ${name}`, `Use ${branchModes.join(', ')}.`)
  return mode
}

function aggregateOf(node: Node): Aggregate {
  const name = stringAttribute(node, 'aggregate_function', 'SUM')
  demand((aggregates as readonly string[]).includes(name), `its aggregate_function is ${name}`)
  return name as Aggregate
}

/** Nodes of one tree follow each other, from its root on. */
function rootsOf(trees: readonly number[]): readonly number[] {
  const roots = trees.flatMap((tree, i) => (i === 0 || trees[i - 1] !== tree ? [i] : []))
  const names = new Set(roots.map(root => trees[root]!))
  demand(names.size === roots.length, 'the nodes of its trees are mixed', 'List the nodes tree by tree.')
  return roots
}

function readWeights(
  node: Node,
  role: 'target' | 'class',
  targets: number,
  positionOf: (tree: number, id: number) => number,
  modes: Int8Array,
): Pick<Forest, 'weightStarts' | 'weightTargets' | 'weights'> {
  const list = (name: string) => intsAttribute(node, `${role}_${name}`, [])
  const [trees, ids, indices] = [list('treeids'), list('nodeids'), list('ids')]
  const values = realsOf(node, `${role}_weights`)
  demand(
    trees.length === values.length && ids.length === values.length && indices.length === values.length,
    'its lists of weights differ in length',
  )
  demand(values.every(Number.isFinite), 'a weight is not finite', 'Train or export the model again.')
  const leaves = trees.map((tree, i) => positionOf(tree, ids[i]!))
  leaves.forEach((leaf, i) => {
    demand(modes[leaf] === leafMode, `node ${ids[i]} of tree ${trees[i]} has a weight, and is no leaf`)
    demand(indices[i]! >= 0 && indices[i]! < targets, `a weight is for target ${indices[i]} of ${targets}`)
  })
  const weightStarts = new Int32Array(modes.length + 1)
  for (const leaf of leaves) weightStarts[leaf + 1]! += 1
  for (let i = 0; i < modes.length; i++) weightStarts[i + 1]! += weightStarts[i]!
  const free = weightStarts.slice()
  const [weightTargets, weights] = [new Int32Array(values.length), new Float32Array(values.length)]
  leaves.forEach((leaf, i) => {
    const at = free[leaf]!
    free[leaf] = at + 1
    weightTargets[at] = indices[i]!
    weights[at] = values[i]!
  })
  return { weightStarts, weightTargets, weights }
}

/** Every node but the roots is led to once, from its own tree: so there are no cycles, and nothing is unreachable. */
function checkShape({ roots, modes, whenTrue, whenFalse }: Forest, trees: readonly number[]): void {
  const reached = new Uint8Array(modes.length)
  const reach = (position: number): void => {
    if (reached[position] === 1)
      throw new NodeFault(`two ways lead to a node of its tree ${trees[position]}, or none to its root`, brokenFileHint)
    reached[position] = 1
  }
  for (const root of roots) reach(root)
  modes.forEach((mode, i) => {
    if (mode === leafMode) return
    reach(whenTrue[i]!)
    reach(whenFalse[i]!)
  })
  const lost = reached.indexOf(0)
  demand(lost < 0, `no way leads to a node of its tree ${trees[lost]}`)
}

function stringsOf(node: Node, name: string): readonly string[] {
  const attribute = node.attributes.get(name)
  if (attribute === undefined) return []
  demand(attribute.kind === 'strings', `attribute ${name} is of kind ${attribute.kind}, want strings`)
  return attribute.value
}

/** A list of binary32 numbers, which newer versions may give as a tensor. */
function realsOf(node: Node, name: string): readonly number[] {
  const tensor = tensorAttribute(node, `${name}_as_tensor`)
  if (tensor === undefined) return floatsAttribute(node, name, [])
  demand(
    tensor.elementType === 'float32',
    `its ${name}_as_tensor are ${tensor.elementType}, want float32`,
    'Export the model with float32 thresholds and weights.',
  )
  return Array.from(tensor.data, Number)
}

/** The number of targets of a TreeEnsembleRegressor. */
export function targetsOf(node: Node): number {
  const targets = intAttribute(node, 'n_targets', 1)
  demand(targets >= 1, `it has ${targets} targets`)
  return targets
}

/** Whether every sample reaches a leaf that weighs `target`: in some tree all leaves do. */
export function isAlwaysWeighed(forest: Forest, target: number): boolean {
  const { roots, modes, weightStarts, weightTargets } = forest
  const weighs = (node: number) => {
    for (let i = weightStarts[node]!; i < weightStarts[node + 1]!; i++) if (weightTargets[i] === target) return true
    return false
  }
  return roots.some((root, tree) => {
    const end = roots[tree + 1] ?? modes.length
    for (let node = root; node < end; node++) if (modes[node] === leafMode && !weighs(node)) return false
    return true
  })
}
