import { inferPool } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'
import { visitWindows } from './windows.ts'

/** The greatest element of each window; padding doesn't count. */
export const maxPool: Kernel = call => {
  const { elementType, shape, data } = operand<'float32' | 'uint8'>(call, 0)
  const output = call.outputs[0]!
  const result = createElements(elementType, elementCount(output.shape))
  visitWindows(inferPool(call.node, shape), shape[0]! * shape[1]!, (at, elements) => {
    let most = Number.NEGATIVE_INFINITY
    for (const element of elements) most = Math.max(most, data[element]!)
    result[at] = most
  })
  return [createTensor(elementType, output.shape, result)]
}
