import {
  branchModes,
  demand,
  type Forest,
  intAttribute,
  intsAttribute,
  type Node,
  type PostTransform,
  tensorAttribute,
} from '../../../../graph/index.ts'
import type { Rewrite } from '../../rewriting.ts'
import { emitSamples } from './samples.ts'
import { emitSums } from './trees.ts'

/** BRANCH_MEMBER: compares a feature with a list of values. */
const memberMode = 6

const equalMode = branchModes.indexOf('BRANCH_EQ')

/** Nodes of the trees once those that several branches lead to are copied. */
const mostNodes = 2 ** 18

const aggregates = ['AVERAGE', 'SUM', 'MIN', 'MAX'] as const
const transforms: readonly PostTransform[] = ['NONE', 'SOFTMAX', 'LOGISTIC', 'SOFTMAX_ZERO', 'PROBIT']

/** TreeEnsemble of operator set 5: the same trees, in other lists. */
export const treeEnsembleRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.TreeEnsemble'],
  rewrite(node, rewriting) {
    const { value, rows, features } = emitSamples(rewriting, node)
    const post = transforms[intAttribute(node, 'post_transform', 0)]
    demand(post !== undefined, 'its post_transform is none that is known')
    emitSums(rewriting, value, rows, readTreeEnsemble(node, features), post, node.outputs[0]!)
    return true
  },
}

/** @throws NodeFault where its lists contradict each other, or its numbers are no float32. */
function readTreeEnsemble(node: Node, features: number): Forest {
  const list = (name: string) => intsAttribute(node, name, [])
  const [splits, leafWeights] = [realsOf(node, 'nodes_splits'), realsOf(node, 'leaf_weights')]
  const modes = Array.from(tensorAttribute(node, 'nodes_modes')?.data ?? [], Number)
  const [featureIds, leafTargets, roots] = [list('nodes_featureids'), list('leaf_targetids'), list('tree_roots')]
  const children = {
    yes: { ids: list('nodes_truenodeids'), leaves: list('nodes_trueleafs') },
    no: { ids: list('nodes_falsenodeids'), leaves: list('nodes_falseleafs') },
  }
  const targets = intAttribute(node, 'n_targets', 1)
  const members = membersOf(node, modes)
  const lists = [splits, featureIds, ...Object.values(children).flatMap(({ ids, leaves }) => [ids, leaves])]
  demand(targets >= 1 && roots.length > 0, `it has ${roots.length} trees for ${targets} targets`)
  demand(
    lists.every(({ length }) => length === modes.length) && leafTargets.length === leafWeights.length,
    'its lists differ in length',
  )
  demand(
    leafWeights.every(Number.isFinite) && splits.every((split, i) => Number.isFinite(split) || modes[i] === memberMode),
    'a split or a weight is not finite',
  )
  demand(
    leafTargets.every(target => target >= 0 && target < targets),
    `a leaf is for none of its ${targets} targets`,
  )
  const aggregate = aggregates[intAttribute(node, 'aggregate_function', 1)]
  demand(aggregate !== undefined, 'its aggregate_function is none that is known')

  const nodes: { mode: number; feature: number; threshold: number; yes: number; no: number; leaf: number }[] = []
  const append = (leaf: number, mode: number, feature: number, threshold: number): number => {
    demand(nodes.length < mostNodes, `its trees have more than ${mostNodes} nodes once shared ones are copied`)
    nodes.push({ mode, feature, threshold, yes: 0, no: 0, leaf })
    return nodes.length - 1
  }
  const starts = roots.map(root => {
    const start = nodes.length
    const pending: { readonly id: number; readonly leaf: boolean; readonly attach: (at: number) => void }[] = []
    const isLoneLeaf =
      children.yes.leaves[root] === 1 &&
      children.no.leaves[root] === 1 &&
      children.yes.ids[root] === children.no.ids[root]
    pending.push({ id: isLoneLeaf ? children.yes.ids[root]! : root, leaf: isLoneLeaf, attach: () => {} })
    while (pending.length > 0) {
      const { id, leaf, attach } = pending.pop()!
      if (leaf) {
        demand(id >= 0 && id < leafWeights.length, `it has no leaf ${id}`)
        attach(append(id, -1, 0, 0))
        continue
      }
      const [mode, feature] = [modes[id], featureIds[id]!]
      demand(mode !== undefined, `it has no node ${id}`)
      const values = mode === memberMode ? members.get(id)! : [splits[id]!]
      demand(mode >= 0 && mode <= memberMode, `a branch is of mode ${mode}`)
      demand(feature >= 0 && feature < features, `it compares feature ${feature} of ${features}`)
      const { yes, no } = children
      let at = -1
      for (const threshold of values) {
        const branch = append(-1, mode === memberMode ? equalMode : mode, feature, threshold)
        if (at < 0) attach(branch)
        else nodes[at]!.no = branch
        pending.push({
          id: yes.ids[id]!,
          leaf: yes.leaves[id] === 1,
          attach: to => {
            nodes[branch]!.yes = to
          },
        })
        at = branch
      }
      const last = at
      pending.push({
        id: no.ids[id]!,
        leaf: no.leaves[id] === 1,
        attach: to => {
          nodes[last]!.no = to
        },
      })
    }
    return start
  })
  const leaves = nodes.flatMap(({ leaf }) => (leaf < 0 ? [] : [leaf]))
  let weights = 0
  return {
    roots: starts,
    modes: Int8Array.from(nodes, ({ mode }) => mode),
    features: Int32Array.from(nodes, ({ feature }) => feature),
    thresholds: Float32Array.from(nodes, ({ threshold }) => threshold),
    whenTrue: Int32Array.from(nodes, ({ yes }) => yes),
    whenFalse: Int32Array.from(nodes, ({ no }) => no),
    weightStarts: Int32Array.from([0, ...nodes.map(({ leaf }) => (leaf < 0 ? weights : ++weights))]),
    weightTargets: Int32Array.from(leaves, leaf => leafTargets[leaf]!),
    weights: Float32Array.from(leaves, leaf => leafWeights[leaf]!),
    targets,
    base: undefined,
    aggregate,
  }
}

/** The values of each branch that compares with a list, by node: the lists lie one after the other, each ended by a NaN. */
function membersOf(node: Node, modes: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const lists: number[][] = [[]]
  for (const value of realsOf(node, 'membership_values'))
    if (Number.isNaN(value)) lists.push([])
    else lists.at(-1)!.push(value)
  const members = new Map<number, readonly number[]>()
  modes.forEach((mode, id) => {
    if (mode === memberMode) members.set(id, lists[members.size] ?? [])
  })
  demand(
    [...members.values()].every(list => list.length > 0),
    'a branch compares with a list of no values',
  )
  return members
}

function realsOf(node: Node, name: string): readonly number[] {
  const tensor = tensorAttribute(node, name)
  demand(
    tensor === undefined || tensor.elementType === 'float32',
    `its ${name} are ${tensor?.elementType}, want float32`,
    'Export the model with float32 thresholds and weights.',
  )
  return Array.from(tensor?.data ?? [], Number)
}
