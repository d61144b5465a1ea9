import { demand, floatsAttribute, intAttribute, type Node, postTransformOf } from '../../../../graph/index.ts'
import { createTensor } from '../../../../tensor/index.ts'
import { intValue } from '../../../attributes.ts'
import type { Rewrite, Rewriting } from '../../rewriting.ts'
import {
  type Classification,
  type Column,
  constantColumn,
  emitClassification,
  emitTransform,
  scoreColumn,
  transformedColumns,
} from './columns.ts'
import { emitSamples, integerLabels, labelCount, type Samples } from './samples.ts'
import { demandTransformed } from './trees.ts'

/** LinearRegressor: a Gemm, and the transform of its results. */
export const linearRegressorRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.LinearRegressor'],
  rewrite(node, rewriting) {
    const [targets, post] = [intAttribute(node, 'targets', 1), postTransformOf(node)]
    demandTransformed(targets, post)
    const samples = emitSamples(rewriting, node)
    const { columns, transform } = transformedColumns(targets, post)
    const output = node.outputs[0]!
    const linear = readLinear(node, targets, samples)
    const sums = emitColumns(rewriting, samples, linear, columns, transform === 'none' ? output : `${output}/sums`)
    if (transform !== 'none') emitTransform(rewriting, sums, [samples.rows, columns.length], transform, output)
    return true
  },
}

/** LinearClassifier: a Gemm, the transform of its results, and the label of the greatest. */
export const linearClassifierRewrite: Rewrite = {
  opTypes: ['ai.onnx.ml.LinearClassifier'],
  rewrite(node, rewriting) {
    const samples = emitSamples(rewriting, node)
    const intercepts = floatsAttribute(node, 'intercepts', undefined)
    const scores = intercepts?.length ?? floatsAttribute(node, 'coefficients', []).length / samples.features
    const classes = labelCount(node, 'classlabels_strings', 'classlabels_ints')
    demand(
      classes >= 2 && (scores === classes || (scores === 1 && classes === 2)),
      `it has ${scores} rows of coefficients for ${classes} labels`,
    )
    const linear = readLinear(node, scores, samples)
    emitClassification(
      rewriting,
      (columns, output) => emitColumns(rewriting, samples, linear, columns, output),
      { ...classify(scores, node), labels: integerLabels(node, 'classlabels_ints') },
      samples.rows,
      node.outputs,
    )
    return true
  },
}

/** One score decides between two classes by its sign. */
function classify(scores: number, node: Node): Omit<Classification, 'labels'> {
  const post = postTransformOf(node)
  if (scores === 1) {
    const signs = [constantColumn(0), scoreColumn(0)]
    if (post === 'LOGISTIC') return { columns: signs, transform: 'softmax' }
    return { columns: [scoreColumn(0, -1, 1), scoreColumn(0)], transform: 'none', labelColumns: signs }
  }
  const { columns, transform } = transformedColumns(scores, post)
  if (transform !== 'pairs') return { columns, transform }
  return { columns, transform, labelColumns: transformedColumns(scores, 'NONE').columns }
}

interface Linear {
  /** Rows of coefficients, one for each score; what there are more is not read, as by onnxruntime. */
  readonly coefficients: readonly number[]
  readonly intercepts: readonly number[]
}

function readLinear(node: Node, scores: number, { features }: Samples): Linear {
  const coefficients = floatsAttribute(node, 'coefficients', [])
  const intercepts = floatsAttribute(node, 'intercepts', Array<number>(scores).fill(0))
  demand(
    coefficients.length >= scores * features && intercepts.length === scores,
    `it has ${coefficients.length} coefficients and ${intercepts.length} intercepts for ${scores} scores of ${features} features`,
  )
  return { coefficients, intercepts }
}

function emitColumns(
  rewriting: Rewriting,
  { value, features }: Samples,
  { coefficients, intercepts }: Linear,
  columns: readonly Column[],
  output: string,
): string {
  const rows = columns.flatMap(({ score, factor }) =>
    Array.from({ length: features }, (_, feature) =>
      score === undefined ? 0 : factor * coefficients[score * features + feature]!,
    ),
  )
  const shifts = columns.map(
    ({ score, factor, shift }) => (score === undefined ? 0 : factor * intercepts[score]!) + shift,
  )
  const weights = createTensor('float32', [columns.length, features], Float32Array.from(rows))
  const biases = createTensor('float32', [columns.length], Float32Array.from(shifts))
  return rewriting.emit(
    'Gemm',
    [value, rewriting.define(`${output}/weights`, weights), rewriting.define(`${output}/biases`, biases)],
    output,
    { transB: intValue(1) },
  )
}
