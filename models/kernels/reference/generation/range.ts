import { rangeOf } from '../../../graph/index.ts'
import { createElements, createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'

/** start + i * delta; of real numbers in binary64, rounded once. */
export const range: Kernel = call => {
  const { elementType } = call.outputs[0]!
  const { start, delta, count } = rangeOf(call)
  const elements = createElements(elementType, count)
  for (let i = 0; i < count; i++) {
    const value = start + i * delta
    elements[i] = (elementType === 'int64' ? BigInt(value) : value) as never
  }
  return [createTensor(elementType, [count], elements)]
}
