import { equalShapes, intAttribute, type Node, resolveAxis } from '../../graph/index.ts'
import type { Shape } from '../../tensor/index.ts'
import { type Artifact, logitUnit } from '../artifact.ts'
import { castTo, intValue } from '../attributes.ts'
import type { FloatModel } from '../float/index.ts'
import { exponentials, logarithms } from '../tables/index.ts'
import { type Mask, maskInputs, readMasks, wholeLogits, writeMask } from './attention/index.ts'
import type { Layer, LayerReader } from './layer.ts'

const softmaxOperators: readonly string[] = ['Softmax', 'LogSoftmax']

/** Softmax and LogSoftmax of real logits, over integer tables: integer logits, differences, exponentials, and their sum. */
export const softmaxLayer: LayerReader = {
  opTypes: softmaxOperators,
  read: (node, model) => readSoftmax(node, node.inputs[0]!, [], model),
}

/** The softmax of masked scores whose first mask is `node`, where it is one. */
export function readMaskedSoftmax(node: Node, model: FloatModel): Layer | undefined {
  const masked = readMasks(node, model)
  const next = masked && model.soleConsumer(masked.output)
  if (masked === undefined || next === undefined || next.domain !== '') return undefined
  if (softmaxOperators.includes(next.opType)) return readSoftmax(next, masked.scores, masked.masks, model)
  const rows = readRows(next, model)
  if (rows === undefined) return undefined
  const layer = readSoftmax(rows.softmax, masked.scores, masked.masks, model)
  return { ...layer, nodes: [...layer.nodes, next, rows.reshape], output: rows.reshape.outputs[0]! }
}

/** A softmax over the last axis as older operator sets spell it: of rows, which take their shape again after it. */
function readRows(flatten: Node, model: FloatModel): { readonly softmax: Node; readonly reshape: Node } | undefined {
  const softmax = model.soleConsumer(flatten.outputs[0]!)
  const reshape = softmax && model.soleConsumer(softmax.outputs[0]!)
  if (flatten.opType !== 'Flatten' || reshape?.opType !== 'Reshape' || !softmaxOperators.includes(softmax!.opType))
    return undefined
  const shapeOf = (value: string) => model.types.get(value)!.shape
  const shape = shapeOf(flatten.inputs[0]!)
  const spansLast = shapeOf(flatten.outputs[0]!)[1] === shape.at(-1)
  const isLast = resolveAxis(intAttribute(softmax!, 'axis', -1), 2) === 1
  return spansLast && isLast && equalShapes(shapeOf(reshape.outputs[0]!), shape)
    ? { softmax: softmax!, reshape }
    : undefined
}

function readSoftmax(node: Node, input: string, masks: readonly Mask[], model: FloatModel): Layer {
  const output = node.outputs[0]!
  const { shape } = model.types.get(input)!
  const rank = model.types.get(output)!.shape.length
  const axes = rank === shape.length ? normalizedAxes(node, model.opset, shape) : [shape.length - 1]
  const site = { output, axes, terms: axes.reduce((product, axis) => product * shape[axis]!, 1) }
  const read = maskInputs(masks, model)
  return {
    nodes: [...masks.map(mask => mask.node), node],
    inputs: [...new Set([input, ...read.keys()])],
    output,
    macs: 0,
    forms: ['values'],
    reads: (_, value) => read.get(value) ?? 'logits',
    keepsCodes: false,
    write(artifact) {
      const scores = wholeLogits(artifact, output, artifact.held(input, 'logits'))
      const steps = masks.reduce((masked, mask) => writeMask(artifact, masked, mask, model), scores)
      const sums = writeExponentials(artifact, steps, site)
      return node.opType === 'Softmax' ? writeShares(artifact, sums, site) : writeLogShares(artifact, sums, site)
    },
  }
}

/** Until opset 13 the axes from `axis` on were normalised together. */
function normalizedAxes(node: Node, opset: FloatModel['opset'], shape: Shape): readonly number[] {
  const axis = resolveAxis(intAttribute(node, 'axis', opset < 13 ? 1 : -1), shape.length)
  return opset < 13 ? shape.map((_, index) => index).slice(axis) : [axis]
}

interface SoftmaxSite {
  readonly output: string
  readonly axes: readonly number[]
  /** How many exponentials a sum has. */
  readonly terms: number
}

/** Tensors of integers: logits less the greatest, exponentials times `peak`, and their sums, which are at least `peak`. */
interface Exponentials {
  readonly differences: string
  readonly exponentials: string
  readonly sums: string
  readonly peak: number
}

function writeExponentials(artifact: Artifact, steps: string, { output, axes, terms }: SoftmaxSite): Exponentials {
  const peak = 2 ** Math.min(22, 30 - bitLength(terms - 1))
  const table = exponentials(logitUnit, peak)
  const name = (part: string) => `${output}/${part}`
  const step = (opType: string, part: string, ...inputs: readonly string[]) => artifact.node(opType, name(part), inputs)
  const integer = (part: string, value: number) => artifact.scalar(name(part), 'int32', value)

  const axesInput = artifact.constant(name('axes'), 'int64', BigInt64Array.from(axes, BigInt))
  const keepdims = { keepdims: intValue(1) }
  const greatest = artifact.node('ReduceMax', name('greatest'), [steps, axesInput], keepdims)
  const differences = step('Sub', 'differences', steps, greatest)
  const bounded = step('Max', 'bounded', differences, integer('least_difference', 1 - table.length))
  const index = step('Add', 'index', bounded, integer('last_index', table.length - 1))
  const entries = artifact.constant(name('exponential_table'), 'int32', Int32Array.from(table.toReversed()))
  const exponential = step('Gather', 'exponentials', entries, index)
  const sum = artifact.node('ReduceSum', name('sum'), [exponential, axesInput], keepdims)
  const sums = step('Max', 'sum_at_least_peak', sum, integer('peak', peak))
  return { differences, exponentials: exponential, sums, peak }
}

function writeShares(artifact: Artifact, { exponentials, sums }: Exponentials, { output }: SoftmaxSite): string {
  const numerators = artifact.node('Cast', `${output}/numerators`, [exponentials], castTo.float32)
  const denominators = artifact.node('Cast', `${output}/denominators`, [sums], castTo.float32)
  return artifact.node('Div', `${output}/values`, [numerators, denominators])
}

/** The logarithm of a sum is that of its leading part, from a table, plus the chord's slope there times the rest. */
function writeLogShares(artifact: Artifact, { differences, sums, peak }: Exponentials, site: SoftmaxSite): string {
  const { output, terms } = site
  const segments = 2 ** Math.max(5, 8 - Math.max(0, bitLength(terms - 1) - 4))
  const segmentSize = peak / segments
  const { values, increments } = logarithms(segments, terms * segments)
  const name = (part: string) => `${output}/${part}`
  const step = (opType: string, part: string, ...inputs: readonly string[]) => artifact.node(opType, name(part), inputs)
  const integer = (part: string, value: number) => artifact.scalar(name(part), 'int32', value)
  const table = (part: string, entries: readonly number[]) =>
    artifact.constant(name(part), 'float32', Float32Array.from(entries))

  const segment = step('Div', 'segment', sums, integer('segment_size', segmentSize))
  const start = step('Mul', 'segment_start', segment, integer('segment_size', segmentSize))
  const rest = artifact.node('Cast', name('rest'), [step('Sub', 'segment_rest', sums, start)], castTo.float32)
  const index = step('Sub', 'segment_index', segment, integer('segments', segments))
  const slopes = table(
    'slope_table',
    increments.map(increment => increment / segmentSize),
  )
  const slope = step('Gather', 'slope', slopes, index)
  const base = step('Gather', 'log_start', table('log_table', values), index)
  const logSum = step('Add', 'log_sum', base, step('Mul', 'log_rest', rest, slope))
  const real = artifact.node('Cast', name('real_differences'), [differences], castTo.float32)
  const scaled = step('Mul', 'log_exponentials', real, artifact.scalar('inverse_logit_unit', 'float32', 1 / logitUnit))
  return step('Sub', 'values', scaled, logSum)
}

function bitLength(natural: number): number {
  return 32 - Math.clz32(natural)
}
