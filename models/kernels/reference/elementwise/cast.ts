import { createElements, createTensor, type ElementArray } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/**
 * Integers become binary32 by one rounding; binary32 values within the target's range become integers by truncation; int64
 * values become the low bits that the target has; what is not 0 becomes true.
 */
export const cast: Kernel = call => {
  const { data } = operand(call, 0)
  const { elementType, shape } = call.outputs[0]!
  const result = createElements(elementType, data.length)
  if (elementType === 'bool') for (let i = 0; i < data.length; i++) result[i] = Number(data[i]) === 0 ? 0 : 1
  else if (result instanceof BigInt64Array)
    for (let i = 0; i < data.length; i++) result[i] = BigInt(Math.trunc(Number(data[i])))
  else if (data instanceof BigInt64Array && isInteger(result))
    for (let i = 0; i < data.length; i++) result[i] = Number(BigInt.asIntN(32, data[i]!))
  else for (let i = 0; i < data.length; i++) result[i] = Number(data[i])
  return [createTensor(elementType, shape, result)]
}

function isInteger(elements: ElementArray): boolean {
  return !(elements instanceof Float32Array || elements instanceof Float64Array)
}
