import { intsAttribute, type Node, type NodeSite, paddedPositions, stringAttribute } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount, type Shape } from '../../../tensor/index.ts'
import { intsValue, intValue } from '../../attributes.ts'
import type { Rewrite, Rewriting } from '../rewriting.ts'
import { defineInts, emitGather } from './emission.ts'

/**
 * Pad: part of the convolution, or the MaxPool, that alone reads it, where that can pad by itself; else a Gather along each axis (edge, reflect,
 * wrap), or a Slice and a Concat with blocks of the constant.
 */
export const padRewrite: Rewrite = {
  opTypes: ['Pad'],
  rewrite(node, rewriting) {
    const site = siteOf(node, rewriting)
    const { shape } = site.types[0]!
    const positions = paddedPositions(site)
    const [input, output] = [node.inputs[0]!, node.outputs[0]!]
    const constantName = node.inputs[2] ?? ''
    const constant = constantName === '' ? 0 : rewriting.constant(constantName)?.data[0]
    if (constant === undefined) return false
    if (isJoined(node, rewriting, shape, positions, constant)) return false
    let value = input
    const changed = positions.flatMap((each, axis) => (isSame(each, shape[axis]!) ? [] : [axis]))
    let current = shape
    changed.forEach((axis, i) => {
      const name = i === changed.length - 1 ? output : `${output}/axis_${axis}`
      const each = positions[axis]!
      value = each.includes(-1)
        ? emitBlocks(rewriting, value, each, { axis, shape: current, constant, name, site })
        : emitGather(rewriting, value, each, axis, name)
      current = current.with(axis, each.length)
    })
    if (changed.length === 0) rewriting.emit('Identity', [input], output)
    return true
  },
}

function siteOf(node: Node, rewriting: Rewriting): NodeSite {
  return {
    node,
    opset: rewriting.opset,
    types: node.inputs.map(name => rewriting.types.get(name)),
    constants: node.inputs.map(name => rewriting.constant(name)),
  }
}

function isSame(positions: readonly number[], size: number): boolean {
  return positions.length === size && positions.every((position, at) => position === at)
}

interface Blocks {
  readonly axis: number
  readonly shape: Shape
  readonly constant: number | bigint
  readonly name: string
  readonly site: NodeSite
}

/** What is left of the input, between blocks of the constant. */
function emitBlocks(rewriting: Rewriting, value: string, positions: readonly number[], blocks: Blocks): string {
  const { axis, shape, constant, name, site } = blocks
  const first = positions.findIndex(position => position >= 0)
  const last = positions.findLastIndex(position => position >= 0)
  const kept = positions.slice(first, last + 1)
  const block = (size: number, part: string): readonly string[] => {
    if (size === 0) return []
    const { elementType } = site.types[0]!
    const blockShape = shape.with(axis, size)
    const data = createElements(elementType, elementCount(blockShape)).fill(constant as never)
    return [rewriting.define(`${name}/${part}`, createTensor(elementType, blockShape, data))]
  }
  const list = (part: string, at: number) => defineInts(rewriting, `${name}/${part}`, [at])
  const middle = isSame(kept, shape[axis]!)
    ? value
    : rewriting.emit(
        'Slice',
        [value, list('start', kept[0]!), list('end', kept.at(-1)! + 1), list('axis', axis)],
        `${name}/kept`,
      )
  const parts = [...block(first, 'before'), middle, ...block(positions.length - last - 1, 'after')]
  return rewriting.emit('Concat', parts, name, { axis: intValue(axis) })
}

/** Whether a convolution or a pool takes the padding over; see {@link paddedWindowRewrite}. */
function isJoined(
  node: Node,
  rewriting: Rewriting,
  shape: Shape,
  positions: readonly (readonly number[])[],
  constant: number | bigint,
): boolean {
  const consumer = rewriting.soleConsumer(node.outputs[0]!)
  return consumer !== undefined && joinedPads(consumer, rewriting, shape, positions, Number(constant)) !== undefined
}

/** What a MaxPool pads with by itself, as exporters spell it. */
const belowAll = -3.4e38

/** The pads of a convolution, or a MaxPool, that pads by itself as the node before it does; undefined where it can't. */
function joinedPads(
  { opType, domain, inputs, attributes }: Node,
  rewriting: Rewriting,
  shape: Shape,
  positions: readonly (readonly number[])[],
  constant: number,
): readonly number[] | undefined {
  const isConv = opType === 'Conv' && constant === 0
  const isPool = opType === 'MaxPool' && constant <= belowAll && attributes.get('ceil_mode') === undefined
  if (domain !== '' || (!isConv && !isPool)) return undefined
  const node: Node = { name: '', opType, domain, inputs, outputs: [], attributes }
  const spatial = positions.slice(2)
  const kernel = isConv
    ? rewriting.types.get(inputs[1]!)?.shape.slice(2)
    : intsAttribute(node, 'kernel_shape', undefined)
  const autoPad = stringAttribute(node, 'auto_pad', 'NOTSET')
  if (kernel?.length !== spatial.length || (autoPad !== 'NOTSET' && autoPad !== 'VALID')) return undefined
  const unpadded = new Array<number>(2 * spatial.length).fill(0)
  const own = autoPad === 'VALID' ? unpadded : (intsAttribute(node, 'pads', undefined) ?? unpadded)
  const dilations = intsAttribute(node, 'dilations', undefined) ?? spatial.map(() => 1)
  const before = spatial.map(each => each.findIndex(position => position >= 0))
  const after = spatial.map(each => each.length - 1 - each.findLastIndex(position => position >= 0))
  const pads = [...before, ...after].map((pad, side) => pad + own[side]!)
  const extents = spatial.map((_, axis) => (kernel[axis]! - 1) * dilations[axis]! + 1)
  const fits = pads.every((pad, side) => pad < extents[side % spatial.length]!)
  const whole = positions.every((each, axis) => {
    const kept = each.filter(position => position >= 0)
    return isSame(axis < 2 ? each : kept, shape[axis]!)
  })
  return fits && whole ? pads : undefined
}

/** A convolution, or a MaxPool, of what a Pad gives, as one that pads by itself. */
export const paddedWindowRewrite: Rewrite = {
  opTypes: ['Conv', 'MaxPool'],
  rewrite(node, rewriting) {
    const [value, ...others] = node.inputs as [string, ...string[]]
    const padded = rewriting.producer(value)
    if (padded?.opType !== 'Pad' || rewriting.soleConsumer(value) !== node || node.outputs.length !== 1) return false
    const constant = padded.inputs[2] ? rewriting.constant(padded.inputs[2])?.data[0] : 0
    if (constant === undefined || stringAttribute(padded, 'mode', 'constant') !== 'constant') return false
    const { shape } = rewriting.types.get(padded.inputs[0]!)!
    const positions = paddedPositions(siteOf(padded, rewriting))
    const pads = joinedPads(node, rewriting, shape, positions, Number(constant))
    if (pads === undefined) return false
    rewriting.emit(node.opType, [padded.inputs[0]!, ...others], node.outputs[0]!, {
      ...Object.fromEntries([...node.attributes].filter(([name]) => name !== 'auto_pad')),
      pads: intsValue(pads),
    })
    return true
  },
}
