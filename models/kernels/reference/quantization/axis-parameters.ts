import { intAttribute, resolveAxis } from '../../../graph/index.ts'
import { elementCount } from '../../../tensor/index.ts'
import type { KernelCall } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** The scale and the zero point of each element: one for all, or one per index of the node's axis. */
export interface AxisParameters {
  readonly scales: Float32Array
  readonly zeroPoints: readonly number[]
  /** Elements beside each other that share a scale. */
  readonly inner: number
}

export function axisParameters(call: KernelCall): AxisParameters {
  const { shape } = operand(call, 0)
  const scales = operand<'float32'>(call, 1).data
  const stored = call.inputs[2]
  const zeroPoints = Array.from(scales, (_, i) => Number(stored?.data[i] ?? 0))
  const axis = scales.length === 1 ? 0 : resolveAxis(intAttribute(call.node, 'axis', 1), shape.length)
  return { scales, zeroPoints, inner: scales.length === 1 ? Infinity : elementCount(shape.slice(axis + 1)) }
}
