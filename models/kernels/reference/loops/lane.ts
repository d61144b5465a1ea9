import { intAttribute, resolveAxis } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { KernelCall } from '../../kernel.ts'
import { operand } from './operand.ts'

/**
 * Rewrites each lane of a binary32 tensor along a node's axis, in binary64 and with one rounding at the end. Before
 * operator set 13 a lane was everything from the axis on.
 */
export function mapLanes(call: KernelCall, rewrite: (lane: Float64Array) => void) {
  const { data, shape } = operand<'float32'>(call, 0)
  const coerces = call.opset < 13
  const axis = resolveAxis(intAttribute(call.node, 'axis', coerces ? 1 : -1), shape.length)
  const size = coerces ? elementCount(shape.slice(axis)) : shape[axis]!
  const inner = coerces ? 1 : elementCount(shape.slice(axis + 1))
  const result = new Float32Array(data.length)
  const lane = new Float64Array(size)
  for (let start = 0; start < data.length; start += size * inner)
    for (let offset = start; offset < start + inner; offset++) {
      for (let i = 0; i < size; i++) lane[i] = data[offset + i * inner]!
      rewrite(lane)
      for (let i = 0; i < size; i++) result[offset + i * inner] = lane[i]!
    }
  return createTensor('float32', shape, result)
}
