import { paddedPositions } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand, rowMajorStrides } from '../loops/index.ts'

/** Elements of the input where an output shows one along every axis, else the constant, which is 0 where it is left out. */
export const pad: Kernel = call => {
  const { shape, data } = operand(call, 0)
  const output = call.outputs[0]!
  const constant = call.inputs[2]?.data[0]
  const result = createElements(output.elementType, elementCount(output.shape))
  if (constant !== undefined) result.fill(constant as never)
  let sources = Int32Array.of(0)
  paddedPositions(call).forEach((positions, axis) => {
    const stride = rowMajorStrides(shape)[axis]!
    const next = new Int32Array(sources.length * positions.length)
    sources.forEach((source, i) => {
      positions.forEach((position, j) => {
        next[i * positions.length + j] = source < 0 || position < 0 ? -1 : source + position * stride
      })
    })
    sources = next
  })
  for (let i = 0; i < result.length; i++) if (sources[i]! >= 0) result[i] = data[sources[i]!]!
  return [createTensor(output.elementType, output.shape, result)]
}
