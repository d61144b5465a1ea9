import { createElements, createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { broadcastIndices, operand } from '../loops/index.ts'

export const where: Kernel = call => {
  const { elementType, shape } = call.outputs[0]!
  const [condition, yes, no] = [0, 1, 2].map(input => operand(call, input)) as [
    ReturnType<typeof operand>,
    ReturnType<typeof operand>,
    ReturnType<typeof operand>,
  ]
  const holds = broadcastIndices(condition.shape, shape)
  const [ofYes, ofNo] = [broadcastIndices(yes.shape, shape), broadcastIndices(no.shape, shape)]
  const chosen = createElements(elementType, holds.length)
  for (let i = 0; i < chosen.length; i++)
    chosen[i] = condition.data[holds[i]!] !== 0 ? yes.data[ofYes[i]!]! : no.data[ofNo[i]!]!
  return [createTensor(elementType, shape, chosen)]
}
