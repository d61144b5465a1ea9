import { reducedAxes } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { broadcastIndices, operand } from '../loops/index.ts'

/** Each sum in binary64 and in row-major order, divided and rounded once. */
export const reduceMean: Kernel = call => {
  const { data, shape } = operand<'float32'>(call, 0)
  const axes = reducedAxes(call, shape)
  const kept = shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
  const targets = broadcastIndices(kept, shape)
  const sums = new Float64Array(elementCount(kept))
  for (let i = 0; i < data.length; i++) sums[targets[i]!]! += data[i]!
  const terms = data.length / sums.length
  return [
    createTensor(
      'float32',
      call.outputs[0]!.shape,
      Float32Array.from(sums, sum => sum / terms),
    ),
  ]
}
