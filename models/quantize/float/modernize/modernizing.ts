import {
  type Attribute,
  floatAttribute,
  floatsAttribute,
  intAttribute,
  intsAttribute,
  type Node,
} from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import { intValue } from '../../attributes.ts'
import { alignedDomain } from '../rewrites/index.ts'
import type { Rewrite, Rewriting } from '../rewriting.ts'

/** What a node of an older operator set becomes in the newest one. */
type Modernize = (node: Node, rewriting: Rewriting) => boolean

const scalar = (rewriting: Rewriting, name: string, value: number) =>
  rewriting.define(name, createTensor('float32', [], Float32Array.of(value)))

const list = (rewriting: Rewriting, name: string, values: readonly number[]) =>
  rewriting.define(name, createTensor('int64', [values.length], BigInt64Array.from(values, BigInt)))

/** The node's attributes without some of them. */
function without(node: Node, ...names: readonly string[]): Readonly<Record<string, Attribute>> {
  return Object.fromEntries([...node.attributes].filter(([name]) => !names.includes(name)))
}

/** Emits the node with other inputs, all its outputs kept. */
function emitAs(
  node: Node,
  rewriting: Rewriting,
  change: Partial<Pick<Node, 'opType' | 'inputs'>>,
  drop: string[],
): true {
  rewriting.emitNode({ ...node, ...change, attributes: new Map(Object.entries(without(node, ...drop))) })
  return true
}

/** Axes that were an attribute are an input. */
const moveAxes: Modernize = (node, rewriting) => {
  const axes = intsAttribute(node, 'axes', undefined)
  if (axes === undefined) return false
  const inputs = [node.inputs[0]!, list(rewriting, `${node.outputs[0]}/axes`, axes)]
  return emitAs(node, rewriting, { inputs }, ['axes'])
}

const clip: Modernize = (node, rewriting) => {
  const [min, max] = [floatAttribute(node, 'min', undefined), floatAttribute(node, 'max', undefined)]
  if (min === undefined && max === undefined) return false
  const bound = (name: string, value: number | undefined) =>
    value === undefined ? '' : scalar(rewriting, `${node.outputs[0]}/${name}`, value)
  const inputs = [node.inputs[0]!, bound('min', min), ...(max === undefined ? [] : [bound('max', max)])]
  return emitAs(node, rewriting, { inputs }, ['min', 'max'])
}

const pad: Modernize = (node, rewriting) => {
  const pads = intsAttribute(node, 'pads', undefined) ?? intsAttribute(node, 'paddings', undefined)
  if (pads === undefined) return false
  const value = scalar(rewriting, `${node.outputs[0]}/value`, floatAttribute(node, 'value', 0))
  const inputs = [node.inputs[0]!, list(rewriting, `${node.outputs[0]}/pads`, pads), value]
  return emitAs(node, rewriting, { inputs }, ['pads', 'paddings', 'value'])
}

const slice: Modernize = (node, rewriting) => {
  const [starts, ends, axes] = ['starts', 'ends', 'axes'].map(name => intsAttribute(node, name, undefined))
  if (starts === undefined || ends === undefined) return false
  const name = (part: string) => `${node.outputs[0]}/${part}`
  const inputs = [
    node.inputs[0]!,
    list(rewriting, name('starts'), starts),
    list(rewriting, name('ends'), ends.map(clampedEnd)),
    list(rewriting, name('axes'), axes ?? starts.map((_, axis) => axis)),
  ]
  return emitAs(node, rewriting, { inputs }, ['starts', 'ends', 'axes'])
}

/** The end of all int64 stands for the end of an axis. */
function clampedEnd(end: number): number {
  return Math.min(end, 2 ** 31)
}

const split: Modernize = (node, rewriting) => {
  const sizes = intsAttribute(node, 'split', undefined)
  if (sizes === undefined) return false
  const inputs = [node.inputs[0]!, list(rewriting, `${node.outputs[0]}/split`, sizes)]
  return emitAs(node, rewriting, { inputs }, ['split'])
}

const topK: Modernize = (node, rewriting) => {
  const k = intAttribute(node, 'k', undefined)
  if (k === undefined) return false
  return emitAs(node, rewriting, { inputs: [node.inputs[0]!, list(rewriting, `${node.outputs[0]}/k`, [k])] }, ['k'])
}

/** Upsample, and Resize as it was until operator set 10: without a choice of coordinates. */
const upsample: Modernize = (node, rewriting) => {
  if (node.opType === 'Resize' && rewriting.opset > 10) return false
  const [input, given = ''] = node.inputs as [string, string?]
  const scales = floatsAttribute(node, 'scales', undefined)
  const factors =
    scales === undefined
      ? given
      : rewriting.define(
          `${node.outputs[0]}/scales`,
          createTensor('float32', [scales.length], Float32Array.from(scales)),
        )
  rewriting.emit('Resize', [input, '', factors], node.outputs[0]!, {
    ...without(node, 'scales'),
    coordinate_transformation_mode: { kind: 'string', value: 'asymmetric' },
    nearest_mode: { kind: 'string', value: 'floor' },
  })
  return true
}

/** Until operator set 13 the axes from the given one on were normalised together. */
const softmax: Modernize = (node, rewriting) => {
  if (rewriting.opset >= 13) return false
  const [input, output] = [node.inputs[0]!, node.outputs[0]!]
  const axis = intAttribute(node, 'axis', 1)
  if (axis === -1) return emitAs(node, rewriting, {}, [])
  const shape = rewriting.emit('Shape', [input], `${output}/shape`)
  const rows = rewriting.emit('Flatten', [input], `${output}/rows`, { axis: intValue(axis) })
  const shares = rewriting.emit(node.opType, [rows], `${output}/shares`, { axis: intValue(-1) })
  rewriting.emit('Reshape', [shares, shape], output)
  return true
}

const scatter: Modernize = (node, rewriting) => emitAs(node, rewriting, { opType: 'ScatterElements' }, [])

/** Until operator set 7 operands were stretched where an attribute said so, from an axis on that it could name. */
const stretch: Modernize = (node, rewriting) => {
  if (rewriting.opset >= 7) return false
  const axis = node.opType === 'PRelu' ? 1 : intAttribute(node, 'axis', undefined)
  if (axis === undefined) return emitAs(node, rewriting, {}, ['broadcast'])
  rewriting.emitNode({
    ...node,
    domain: alignedDomain,
    attributes: new Map([...node.attributes, ['axis', intValue(axis)]]),
  })
  return true
}

/** Operators that once only removed from, or only kept, their input at inference. */
const inference: Modernize = (node, rewriting) => {
  if (rewriting.opset >= 7) return false
  return emitAs(node, rewriting, {}, ['is_test', 'consumed_inputs', 'spatial', 'broadcast'])
}

const reductions = ['L1', 'L2', 'LogSum', 'LogSumExp', 'Max', 'Mean', 'Min', 'Prod', 'Sum', 'SumSquare']

const steps: readonly (readonly [opTypes: readonly string[], modernize: Modernize])[] = [
  [['Squeeze', 'Unsqueeze', ...reductions.map(name => `Reduce${name}`)], moveAxes],
  [['Clip'], clip],
  [['Add', 'Sub', 'Mul', 'Div', 'Pow', 'PRelu', 'And', 'Or', 'Xor', 'Equal', 'Greater', 'Less'], stretch],
  [['BatchNormalization', 'Dropout', 'Gemm'], inference],
  [['Pad'], pad],
  [['Slice'], slice],
  [['Split'], split],
  [['TopK'], topK],
  [['Resize', 'Upsample'], upsample],
  [['Softmax', 'LogSoftmax', 'Hardmax'], softmax],
  [['Scatter'], scatter],
]

export const modernizing: readonly Rewrite[] = steps.map(([opTypes, rewrite]) => ({ opTypes, rewrite }))
