import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { broadcastIndices } from './broadcast.ts'
import { operand } from './operand.ts'

/** A kernel that makes an element of each pair of elements of two operands that broadcast. */
export function pairKernel<Element extends number | bigint>(
  combine: (a: Element, b: Element) => number | bigint | boolean,
): Kernel {
  return call => {
    const [a, b] = [operand(call, 0), operand(call, 1)]
    const { elementType, shape } = call.outputs[0]!
    const [ofA, ofB] = [broadcastIndices(a.shape, shape), broadcastIndices(b.shape, shape)]
    const result = createElements(elementType, elementCount(shape))
    for (let i = 0; i < result.length; i++) {
      const element = combine(a.data[ofA[i]!] as Element, b.data[ofB[i]!] as Element)
      result[i] = typeof element === 'boolean' ? Number(element) : element
    }
    return [createTensor(elementType, shape, result)]
  }
}

/** A kernel that makes an element of each element of one operand. */
export function elementKernel(apply: (element: number | bigint) => number | bigint): Kernel {
  return call => {
    const { data } = operand(call, 0)
    const { elementType, shape } = call.outputs[0]!
    const result = createElements(elementType, data.length)
    for (let i = 0; i < result.length; i++) result[i] = apply(data[i]!)
    return [createTensor(elementType, shape, result)]
  }
}
