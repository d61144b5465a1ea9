import { flagAttribute, intAttribute, resolveAxis } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** The greatest (or least) elements along an axis, in order, and their positions; of equal ones, the first comes first. */
export const topK: Kernel = call => {
  const { data, shape } = operand(call, 0)
  const { elementType, shape: selected } = call.outputs[0]!
  const axis = resolveAxis(intAttribute(call.node, 'axis', -1), shape.length)
  const [size, count, inner] = [shape[axis]!, selected[axis]!, elementCount(shape.slice(axis + 1))]
  const sign = flagAttribute(call.node, 'largest', true) ? 1 : -1
  const values = createElements(elementType, elementCount(selected))
  const positions = new BigInt64Array(values.length)
  for (let lane = 0; lane < data.length / size; lane++) {
    const [outer, offset] = [Math.floor(lane / inner), lane % inner]
    const at = (i: number) => data[(outer * size + i) * inner + offset]!
    const order = Array.from({ length: size }, (_, i) => i).sort((a, b) => sign * compare(at(b), at(a)) || a - b)
    for (let i = 0; i < count; i++) {
      const target = (outer * count + i) * inner + offset
      values[target] = at(order[i]!)
      positions[target] = BigInt(order[i]!)
    }
  }
  return [createTensor(elementType, selected, values), createTensor('int64', selected, positions)]
}

function compare(a: number | bigint, b: number | bigint): number {
  return a < b ? -1 : Number(a > b)
}
