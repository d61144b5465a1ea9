import type { Tensor } from '../../models/index.ts'

/** The index, over all tensors in order, of the first element that no run may get: a real that is not finite, a bool above 1. */
export function firstOutOfRange(tensors: readonly Tensor[]): number | undefined {
  let before = 0
  for (const { elementType, data } of tensors) {
    const index = firstOffence(elementType, data)
    if (index >= 0) return before + index
    before += data.length
  }
  return undefined
}

function firstOffence(elementType: Tensor['elementType'], data: Tensor['data']): number {
  switch (elementType) {
    case 'float32':
    case 'float64':
      return (data as Float32Array | Float64Array).findIndex(value => !Number.isFinite(value))
    case 'bool':
      return (data as Uint8Array).findIndex(value => value > 1)
    default:
      return -1
  }
}
