import { demand, type Forest, forestOf, NodeFault } from '../../../graph/index.ts'
import type { Artifact } from '../../artifact.ts'
import { forestAttributes } from '../../float/index.ts'
import type { LayerReader } from '../layer.ts'
import { roundToGrid } from './grid.ts'

/** Trees on real features, as they are; their leaves are rounded to a grid on which every sum is exact. */
export const treeLayer: LayerReader = {
  opTypes: ['ai.onnx.ml.TreeEnsembleRegressor'],
  read(node, model) {
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const forest = forestOf({
      node,
      opset: model.graph.opsets.get(node.domain) ?? 1,
      types: [model.types.get(input)],
      constants: [],
    })
    checkAggregate(forest)
    const { forest: rounded, grid, mostRounded } = roundToGrid(forest)
    return {
      nodes: [node],
      inputs: [input],
      output,
      macs: 0,
      forms: ['values'],
      reads: () => 'values',
      keepsCodes: false,
      forest: { trees: forest.roots.length, nodes: forest.modes.length, grid, mostRounded },
      write: artifact => writeForest(artifact, input, output, rounded),
    }
  },
}

function checkAggregate({ aggregate, base, targets, modes, weightStarts }: Forest): void {
  if (aggregate === 'SUM' || aggregate === 'AVERAGE') return
  if (base !== undefined || targets > 1)
    throw new NodeFault(
      `it is the ${aggregate} of several targets, or with base values`,
      'Use the sum or the average of the leaves.',
    )
  demand(
    modes.every((mode, i) => mode >= 0 || weightStarts[i + 1]! - weightStarts[i]! === 1),
    `it is the ${aggregate} of leaves that have other than one weight`,
  )
}

/** Optimisers fuse codes that are decoded with what is no arithmetic: they are doubled first, and the thresholds, which is exact. */
function writeForest(artifact: Artifact, input: string, output: string, forest: Forest): string {
  const values = artifact.held(input, 'values')
  const decoded = artifact.derives(values, 'DequantizeLinear', new Set())
  const samples = decoded
    ? artifact.node('Div', `${output}/doubled`, [values, artifact.scalar('half', 'float32', 0.5)])
    : values
  const thresholds = decoded ? forest.thresholds.map(doubled) : forest.thresholds
  return artifact.node(
    'ai.onnx.ml.TreeEnsembleRegressor',
    `${output}/values`,
    [samples],
    forestAttributes({ ...forest, thresholds }),
  )
}

function doubled(threshold: number): number {
  return Math.min(greatestFloat32, Math.max(-greatestFloat32, threshold * 2))
}

const greatestFloat32 = 2 ** 128 - 2 ** 104
