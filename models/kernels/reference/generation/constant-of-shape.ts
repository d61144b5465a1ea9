import { filling } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'

export const constantOfShape: Kernel = call => {
  const { elementType, shape } = call.outputs[0]!
  const elements = createElements(elementType, elementCount(shape))
  elements.fill(filling(call.node).data[0] as never)
  return [createTensor(elementType, shape, elements)]
}
