import { intAttribute, stringAttribute } from '../../../graph/index.ts'
import type { Shape } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand, rowMajorStrides, select, stridedIndices } from '../loops/index.ts'

/** Channels become blocks of pixels: of the depth-column-row order, or with mode CRD column-row-depth. */
export const depthToSpace: Kernel = call => {
  const input = operand(call, 0)
  const [n, c, h, w] = input.shape as readonly [number, number, number, number]
  const block = intAttribute(call.node, 'blocksize', 1)
  const depth = c / (block * block)
  const columnsFirst = stringAttribute(call.node, 'mode', 'DCR') === 'CRD'
  const split: Shape = columnsFirst ? [n, depth, block, block, h, w] : [n, block, block, depth, h, w]
  const order = columnsFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2]
  return [select(input, reorder(split, order), call.outputs[0]!)]
}

/** Blocks of pixels become channels. */
export const spaceToDepth: Kernel = call => {
  const input = operand(call, 0)
  const [n, c, h, w] = input.shape as readonly [number, number, number, number]
  const block = intAttribute(call.node, 'blocksize', 1)
  return [select(input, reorder([n, c, h / block, block, w / block, block], [0, 3, 5, 1, 2, 4]), call.outputs[0]!)]
}

function reorder(split: Shape, order: readonly number[]): Int32Array {
  const strides = rowMajorStrides(split)
  return stridedIndices(
    0,
    order.map(axis => strides[axis]!),
    order.map(axis => split[axis]!),
  )
}
