import { createElements, createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** Integers become binary32 by one rounding; binary32 values within the target's range become integers by truncation. */
export const cast: Kernel = call => {
  const { data } = operand(call, 0)
  const { elementType, shape } = call.outputs[0]!
  const result = createElements(elementType, data.length)
  if (result instanceof BigInt64Array)
    for (let i = 0; i < data.length; i++) result[i] = BigInt(Math.trunc(Number(data[i])))
  else for (let i = 0; i < data.length; i++) result[i] = Number(data[i])
  return [createTensor(elementType, shape, result)]
}
