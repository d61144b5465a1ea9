import type { PostTransform } from '../../../../graph/index.ts'
import { NodeFault } from '../../../../graph/index.ts'
import { createTensor } from '../../../../tensor/index.ts'
import { intValue } from '../../../attributes.ts'
import type { Rewriting } from '../../rewriting.ts'
import { defineInts, emitGather, emitReshape } from '../emission.ts'

/** A number that a model computes for a sample: `factor` times one of its scores, plus `shift`. */
export interface Column {
  /** Undefined for a constant. */
  readonly score: number | undefined
  readonly factor: number
  readonly shift: number
}

/** Emits a value [rows, columns]. */
export type EmitColumns = (columns: readonly Column[], output: string) => string

/** What becomes of the columns: nothing, their shares of exponentials, or the second one's share in each pair. */
export type Transform = 'none' | 'softmax' | 'pairs'

export const constantColumn = (shift: number): Column => ({ score: undefined, factor: 0, shift })

export function scoreColumn(score: number, factor = 1, shift = 0): Column {
  return { score, factor, shift }
}

/** Columns whose transform is the post_transform of scores 0 to `count`, one by one. A logistic is its share beside 0. */
export function transformedColumns(
  count: number,
  post: PostTransform,
): { readonly columns: readonly Column[]; readonly transform: Transform } {
  const scores = Array.from({ length: count }, (_, score) => scoreColumn(score))
  if (post === 'NONE') return { columns: scores, transform: 'none' }
  if (post === 'SOFTMAX') return { columns: scores, transform: 'softmax' }
  if (post === 'LOGISTIC') return { columns: scores.flatMap(score => [constantColumn(0), score]), transform: 'pairs' }
  throw new NodeFault(`its post_transform ${post} has no exact form`, 'Use NONE, SOFTMAX or LOGISTIC.')
}

/** Emits what `transform` makes of `columns`, a value [rows, count]. */
export function emitTransform(
  rewriting: Rewriting,
  columns: string,
  [rows, count]: readonly [number, number],
  transform: Transform,
  output: string,
): void {
  if (transform === 'none') rewriting.emit('Identity', [columns], output)
  else if (transform === 'softmax') rewriting.emit('Softmax', [columns], output, { axis: intValue(1) })
  else {
    const pairs = emitReshape(rewriting, columns, [rows, count / 2, 2], `${output}/pairs`)
    const shares = rewriting.emit('Softmax', [pairs], `${output}/shares`, { axis: intValue(2) })
    emitReshape(rewriting, emitGather(rewriting, shares, [1], 2, `${output}/second`), [rows, count / 2], output)
  }
}

/** What a classifier answers: shares or scores of the classes, and the label of the greatest among some columns. */
export interface Classification {
  readonly columns: readonly Column[]
  readonly transform: Transform
  /** What the label is chosen by, where that is not `columns`. */
  readonly labelColumns?: readonly Column[]
  /** Undefined where labels are strings: then their index is given. */
  readonly labels: readonly number[] | undefined
}

/** Emits both outputs of a classifier, whichever it has. */
export function emitClassification(
  rewriting: Rewriting,
  emitColumns: EmitColumns,
  { columns, transform, labelColumns = [], labels }: Classification,
  rows: number,
  [label = '', scores = '']: readonly string[],
): void {
  const name = scores || label
  const whole = labelColumns.length === 0
  const asTheyAre = whole && transform === 'none' && scores !== ''
  const all = emitColumns([...columns, ...labelColumns], asTheyAre ? scores : `${name}/columns`)
  const part = (from: number, to: number, role: string) =>
    rewriting.emit(
      'Slice',
      [
        all,
        defineInts(rewriting, `${role}/from`, [from]),
        defineInts(rewriting, `${role}/to`, [to]),
        defineInts(rewriting, `${role}/axis`, [1]),
      ],
      `${name}/${role}`,
    )
  if (scores !== '' && !asTheyAre) {
    const scored = whole ? all : part(0, columns.length, 'scored')
    emitTransform(rewriting, scored, [rows, columns.length], transform, scores)
  }
  if (label === '') return
  const compared = whole ? all : part(columns.length, columns.length + labelColumns.length, 'compared')
  emitLabels(rewriting, compared, labels, label)
}

function emitLabels(
  rewriting: Rewriting,
  compared: string,
  labels: readonly number[] | undefined,
  output: string,
): void {
  const attributes = { axis: intValue(1), keepdims: intValue(0) }
  if (labels === undefined || labels.every((label, index) => label === index)) {
    rewriting.emit('ArgMax', [compared], output, attributes)
    return
  }
  const index = rewriting.emit('ArgMax', [compared], `${output}/index`, attributes)
  const table = rewriting.define(
    `${output}/labels`,
    createTensor('int64', [labels.length], BigInt64Array.from(labels, BigInt)),
  )
  rewriting.emit('Gather', [table, index], output, { axis: intValue(0) })
}
