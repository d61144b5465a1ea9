import { intAttribute, resolveAxis } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** values[1] at each index, which counts from the end where it is negative, and values[0] elsewhere: all along where it is outside. */
export const oneHot: Kernel = call => {
  const { elementType, shape } = call.outputs[0]!
  const [indices, { data: values }] = [operand(call, 0), operand(call, 2)]
  const axis = resolveAxis(intAttribute(call.node, 'axis', -1), shape.length)
  const [depth, inner] = [shape[axis]!, elementCount(shape.slice(axis + 1))]
  const elements = createElements(elementType, elementCount(shape))
  elements.fill(values[0] as never)
  indices.data.forEach((index: number | bigint, i: number) => {
    const wanted = Number(index) < 0 ? Number(index) + depth : Number(index)
    if (wanted < 0 || wanted >= depth || !Number.isInteger(wanted)) return
    elements[(Math.floor(i / inner) * depth + wanted) * inner + (i % inner)] = values[1] as never
  })
  return [createTensor(elementType, shape, elements)]
}
