import {
  demand,
  type Forest,
  isAlwaysWeighed,
  type Node,
  NodeFault,
  type PostTransform,
  postTransformOf,
  readForest,
  targetsOf,
} from '../../../../graph/index.ts'
import type { Rewrite, Rewriting } from '../../rewriting.ts'
import {
  type Classification,
  constantColumn,
  emitClassification,
  emitTransform,
  scoreColumn,
  transformedColumns,
} from './columns.ts'
import { emitForest, withColumns } from './forest-columns.ts'
import { emitSamples, integerLabels, labelCount } from './samples.ts'

/** TreeEnsembleRegressor of other samples than float32 rows, or with a transform of its sums: they come before and after it. */
export const treeRegressorRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.TreeEnsembleRegressor'],
  rewrite(node, rewriting) {
    const { elementType, shape } = rewriting.types.get(node.inputs[0]!)!
    const post = postTransformOf(node)
    if (elementType === 'float32' && shape.length === 2 && post === 'NONE') return false
    const targets = targetsOf(node)
    const { value, rows, features } = emitSamples(rewriting, node)
    emitSums(rewriting, value, rows, readForest(node, 'target', targets, features), post, node.outputs[0]!)
    return true
  },
}

/** Emits a forest's aggregates and their transform. */
export function emitSums(
  rewriting: Rewriting,
  samples: string,
  rows: number,
  forest: Forest,
  post: PostTransform,
  output: string,
): void {
  demandTransformed(forest.targets, post)
  if (post === 'NONE') {
    emitForest(rewriting, samples, forest, output)
    return
  }
  const { columns, transform } = transformedColumns(forest.targets, post)
  const sums = emitForest(rewriting, samples, withColumns(forest, columns), `${output}/sums`)
  emitTransform(rewriting, sums, [rows, columns.length], transform, output)
}

/** onnxruntime transforms the scores of several targets only. */
export function demandTransformed(targets: number, post: PostTransform): void {
  demand(
    targets > 1 || post === 'NONE',
    `its post_transform ${post} is of one target, which runtimes leave out`,
    'Set post_transform to NONE, and add the transform as an operator of its own.',
  )
}

/** TreeEnsembleClassifier: sums of leaves by class, their transform, and the label of the greatest. */
export const treeClassifierRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.TreeEnsembleClassifier'],
  rewrite(node, rewriting) {
    const { value, rows, features } = emitSamples(rewriting, node)
    const classes = labelCount(node, 'classlabels_strings', 'classlabels_int64s')
    demand(classes >= 2, `it has ${classes} labels, want 2 or more`)
    const forest = readForest(node, 'class', classes, features)
    const classification = { ...classify(forest, node), labels: integerLabels(node, 'classlabels_int64s') }
    emitClassification(
      rewriting,
      (columns, output) => emitForest(rewriting, value, withColumns(forest, columns), output),
      classification,
      rows,
      node.outputs,
    )
    return true
  },
}

function classify(forest: Forest, node: Node): Omit<Classification, 'labels'> {
  const post = postTransformOf(node)
  if (forest.targets === 2) return classifyInTwo(forest, post)
  demand(forest.base === undefined || forest.base.length === forest.targets, 'it has one base value for all classes')
  demand(
    forest.base !== undefined || isAlwaysScored(forest),
    'a sample may reach no leaf that weighs a class: runtimes then leave the class out',
    'Give every leaf a weight for each class.',
  )
  const { columns, transform } = transformedColumns(forest.targets, post)
  if (transform !== 'pairs') return { columns, transform }
  return { columns, transform, labelColumns: transformedColumns(forest.targets, 'NONE').columns }
}

/**
 * Two classes that one score decides, as onnxruntime reads them: the file weighs one class only, and where no weight is
 * negative the score is a share, to be above a half.
 */
function classifyInTwo(forest: Forest, post: PostTransform): Omit<Classification, 'labels'> {
  const [scored = 0, ...others] = new Set(forest.weightTargets)
  demand(
    others.length === 0 && (forest.base === undefined || (forest.base.length === 1 && scored === 0)),
    'it weighs both of two classes: runtimes disagree on its labels',
    'Export the model with weights of one class, which the other is the rest of.',
  )
  if (post !== 'NONE' && post !== 'LOGISTIC' && !(post === 'SOFTMAX' && scored === 1))
    throw new NodeFault(`its post_transform ${post} of one score has no exact form`, 'Use NONE or LOGISTIC.')
  const [zero, score] = [constantColumn(0), scoreColumn(scored)]
  const isShare = forest.weights.every(weight => weight >= 0)
  const labelColumns = [isShare ? constantColumn(0.5) : zero, score]
  if (scored === 1) {
    if (post === 'LOGISTIC') return { columns: [zero, zero, zero, score], transform: 'pairs', labelColumns }
    return { columns: [zero, score], transform: post === 'NONE' ? 'none' : 'softmax', labelColumns }
  }
  if (post === 'LOGISTIC') return { columns: [zero, score], transform: 'softmax', labelColumns }
  return { columns: [scoreColumn(scored, -1, isShare ? 1 : 0), score], transform: 'none' }
}

/** Whether each class gets a weight from some tree whatever the sample, or there is always a class that gets a positive one. */
function isAlwaysScored(forest: Forest): boolean {
  const { modes, weightStarts, weights, targets } = forest
  const leaves = Array.from(modes.keys()).filter(node => modes[node]! < 0)
  const weightsOf = (leaf: number) => weights.subarray(weightStarts[leaf], weightStarts[leaf + 1])
  if (weights.every(weight => weight >= 0) && leaves.every(leaf => weightsOf(leaf).some(weight => weight > 0)))
    return true
  return Array.from({ length: targets }, (_, target) => target).every(target => isAlwaysWeighed(forest, target))
}
