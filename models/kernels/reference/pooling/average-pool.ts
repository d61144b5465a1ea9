import { averagedCounts, inferPool } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'
import { visitWindows } from './windows.ts'

/** The mean of each window, its sum in binary64, rounded once. */
export const averagePool: Kernel = call => {
  const { shape, data } = operand<'float32'>(call, 0)
  const output = call.outputs[0]!
  const windows = inferPool(call.node, shape)
  const counts = averagedCounts(call.node, windows)
  const result = new Float32Array(elementCount(output.shape))
  visitWindows(windows, shape[0]! * shape[1]!, (at, elements) => {
    let sum = 0
    for (const element of elements) sum += data[element]!
    result[at] = sum / counts[at % counts.length]!
  })
  return [createTensor('float32', output.shape, result)]
}
