import { cumulatedAxis, flagAttribute } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** Sums of the elements up to each one along an axis; real numbers in binary64, each sum rounded once. */
export const cumSum: Kernel = call => {
  const { data, shape, elementType } = operand(call, 0)
  const axis = cumulatedAxis(call)
  const [exclusive, reverse] = [
    flagAttribute(call.node, 'exclusive', false),
    flagAttribute(call.node, 'reverse', false),
  ]
  const [size, inner] = [shape[axis]!, elementCount(shape.slice(axis + 1))]
  const result = createElements(elementType, data.length)
  const zero = data instanceof BigInt64Array ? 0n : 0
  for (let start = 0; start < data.length; start += size * inner)
    for (let offset = start; offset < start + inner; offset++) {
      let sum: number | bigint = zero
      for (let step = 0; step < size; step++) {
        const at = offset + (reverse ? size - 1 - step : step) * inner
        const next: number | bigint = (sum as number) + (data[at] as number)
        result[at] = exclusive ? sum : next
        sum = next
      }
    }
  return [createTensor(elementType, shape, result)]
}
