import { resizeTaps, type Taps } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount, type Tensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** Weighted sums along one axis after the other, in binary64, rounded once. */
export const resize: Kernel = call => {
  const { elementType, shape, data } = operand<'float32' | 'uint8' | 'int8' | 'int32'>(call, 0)
  let values: Float64Array = Float64Array.from(data)
  resizeTaps(call).forEach((taps, axis) => {
    const inner = elementCount(shape.slice(axis + 1))
    values = resampleAxis(values, taps, shape[axis]!, inner)
  })
  const result = createElements(elementType, values.length)
  result.set(values as never)
  return [createTensor(elementType, call.outputs[0]!.shape, result) as Tensor]
}

/** @param size of the axis, whose neighbours lie `inner` elements apart. */
function resampleAxis(values: Float64Array, taps: readonly Taps[], size: number, inner: number): Float64Array {
  const outer = values.length / (size * inner)
  const result = new Float64Array(outer * taps.length * inner)
  for (let row = 0; row < outer; row++)
    taps.forEach((each, at) => {
      const to = (row * taps.length + at) * inner
      for (const [position, weight] of each) {
        const from = (row * size + position) * inner
        for (let i = 0; i < inner; i++) result[to + i]! += weight * values[from + i]!
      }
    })
  return result
}
