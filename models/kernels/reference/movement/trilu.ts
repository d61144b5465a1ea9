import { diagonalOf, flagAttribute } from '../../../graph/index.ts'
import { createTensor, type ElementArray } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** The upper or the lower triangle of matrices; zeros elsewhere. */
export const trilu: Kernel = call => {
  const { data, shape, elementType } = operand(call, 0)
  const [diagonal, upper] = [diagonalOf(call), flagAttribute(call.node, 'upper', true)]
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!]
  const result = data.slice() as Float32Array
  const zero = (data instanceof BigInt64Array ? 0n : 0) as number
  for (let i = 0; i < result.length; i++) {
    const above = (i % columns) - (Math.floor(i / columns) % rows) - diagonal
    if (upper ? above < 0 : above > 0) result[i] = zero
  }
  return [createTensor(elementType, shape, result as unknown as ElementArray)]
}
