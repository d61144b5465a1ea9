import { intAttribute } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'

/** Ones on a diagonal, which attribute k moves to the right. */
export const eyeLike: Kernel = call => {
  const { elementType, shape } = call.outputs[0]!
  const elements = createElements(elementType, elementCount(shape))
  const [rows, columns] = shape as readonly [number, number]
  const one = (typeof elements[0] === 'bigint' ? 1n : 1) as never
  const shift = intAttribute(call.node, 'k', 0)
  for (let row = Math.max(0, -shift); row < Math.min(rows, columns - shift); row++)
    elements[row * columns + row + shift] = one
  return [createTensor(elementType, shape, elements)]
}
