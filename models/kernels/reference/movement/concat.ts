import { intAttribute, resolveAxis } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

export const concat: Kernel = call => {
  const { elementType, shape } = call.outputs[0]!
  const axis = resolveAxis(intAttribute(call.node, 'axis', 0), shape.length)
  const outer = elementCount(shape.slice(0, axis))
  const joined = createElements(elementType, elementCount(shape))
  let at = 0
  for (let row = 0; row < outer; row++)
    for (let input = 0; input < call.inputs.length; input++) {
      const { data } = operand(call, input)
      const length = data.length / outer
      joined.set(data.subarray(row * length, (row + 1) * length) as never, at)
      at += length
    }
  return [createTensor(elementType, shape, joined)]
}
