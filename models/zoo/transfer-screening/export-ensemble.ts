import type { Attribute, Graph } from '../../graph/index.ts'
import type { Ensemble } from './boost.ts'
import type { Tree } from './grow-tree.ts'
import { featureNames } from './transfers.ts'

interface ListedNode {
  readonly tree: number
  readonly id: number
  readonly feature: number
  readonly threshold: number
  readonly low: number
  readonly high: number
  /** Undefined for a branch. */
  readonly weight: number | undefined
}

/** The trees as a float model: input `transfer` [1, 10], output `log_odds` [1, 1] by a TreeEnsembleRegressor. */
export function exportEnsemble({ base, trees }: Ensemble): Graph {
  const nodes = trees.flatMap(listNodes)
  const leaves = nodes.filter(({ weight }) => weight !== undefined)
  const attributes: Record<string, Attribute> = {
    n_targets: { kind: 'int', value: 1n },
    base_values: floats([base]),
    nodes_treeids: ints(nodes.map(({ tree }) => tree)),
    nodes_nodeids: ints(nodes.map(({ id }) => id)),
    nodes_featureids: ints(nodes.map(({ feature }) => feature)),
    nodes_modes: { kind: 'strings', value: nodes.map(({ weight }) => (weight === undefined ? 'BRANCH_LEQ' : 'LEAF')) },
    nodes_values: floats(nodes.map(({ threshold }) => threshold)),
    nodes_truenodeids: ints(nodes.map(({ low }) => low)),
    nodes_falsenodeids: ints(nodes.map(({ high }) => high)),
    target_treeids: ints(leaves.map(({ tree }) => tree)),
    target_nodeids: ints(leaves.map(({ id }) => id)),
    target_ids: ints(leaves.map(() => 0)),
    target_weights: floats(leaves.map(({ weight }) => weight!)),
  }
  return {
    name: 'transfer-screening',
    opsets: new Map([['ai.onnx.ml', 3]]),
    inputs: [{ name: 'transfer', elementType: 'float32', dims: [1, featureNames.length] }],
    outputs: [{ name: 'log_odds', elementType: 'float32', dims: [1, 1] }],
    initializers: new Map(),
    nodes: [
      {
        name: 'trees',
        opType: 'TreeEnsembleRegressor',
        domain: 'ai.onnx.ml',
        inputs: ['transfer'],
        outputs: ['log_odds'],
        attributes: new Map(Object.entries(attributes)),
      },
    ],
  }
}

function listNodes(root: Tree, tree: number): readonly ListedNode[] {
  const listed: ListedNode[] = []
  const list = (node: Tree): number => {
    const id = listed.length
    if (!('feature' in node)) {
      listed.push({ tree, id, feature: 0, threshold: 0, low: 0, high: 0, weight: node.weight })
      return id
    }
    const { feature, threshold } = node
    listed.push({ tree, id, feature, threshold, low: 0, high: 0, weight: undefined })
    const [low, high] = [list(node.low), list(node.high)]
    listed[id] = { ...listed[id]!, low, high }
    return id
  }
  list(root)
  return listed
}

function ints(values: readonly number[]): Attribute {
  return { kind: 'ints', value: values.map(BigInt) }
}

function floats(values: readonly number[]): Attribute {
  return { kind: 'floats', value: values.map(Math.fround) }
}
