import { flagAttribute, intAttribute, resolveAxis } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** Positions along an axis of the element that no other is before; of equal ones, the first, or the last where select_last_index says so. */
function extremePosition(isBefore: (a: number | bigint, b: number | bigint) => boolean): Kernel {
  return call => {
    const { data, shape } = operand(call, 0)
    const axis = resolveAxis(intAttribute(call.node, 'axis', 0), shape.length)
    const [size, inner] = [shape[axis]!, elementCount(shape.slice(axis + 1))]
    const takesLast = flagAttribute(call.node, 'select_last_index', false)
    const replaces = (a: number | bigint, b: number | bigint) => (takesLast ? !isBefore(b, a) : isBefore(a, b))
    const positions = new BigInt64Array(data.length / size)
    for (let lane = 0; lane < positions.length; lane++) {
      const start = Math.floor(lane / inner) * size * inner + (lane % inner)
      let best = 0
      for (let i = 1; i < size; i++) if (replaces(data[start + i * inner]!, data[start + best * inner]!)) best = i
      positions[lane] = BigInt(best)
    }
    return [createTensor('int64', call.outputs[0]!.shape, positions)]
  }
}

export const argMax = extremePosition((a, b) => a > b)
export const argMin = extremePosition((a, b) => a < b)
