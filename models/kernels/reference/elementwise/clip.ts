import { floatAttribute } from '../../../graph/index.ts'
import { createElements, createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** Not below the least bound, then not above the greatest; where the bounds cross, the greatest wins. */
export const clip: Kernel = call => {
  const { elementType, shape, data } = operand(call, 0)
  const bounds = [call.inputs[1]?.data[0], call.inputs[2]?.data[0]]
  const clipped = createElements(elementType, data.length)
  if (data instanceof BigInt64Array) {
    const [least, most] = bounds as [bigint | undefined, bigint | undefined]
    for (let i = 0; i < data.length; i++) {
      const raised = least !== undefined && data[i]! < least ? least : data[i]!
      clipped[i] = most !== undefined && raised > most ? most : raised
    }
  } else {
    const least = (bounds[0] as number | undefined) ?? floatAttribute(call.node, 'min', Number.NEGATIVE_INFINITY)
    const most = (bounds[1] as number | undefined) ?? floatAttribute(call.node, 'max', Number.POSITIVE_INFINITY)
    for (let i = 0; i < data.length; i++) clipped[i] = Math.min(most, Math.max(least, data[i] as number))
  }
  return [createTensor(elementType, shape, clipped)]
}
