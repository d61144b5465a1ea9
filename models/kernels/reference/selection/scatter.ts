import { intAttribute, reductionOf, resolveAxis } from '../../../graph/index.ts'
import { createElements, createTensor, elementCount, type Tensor } from '../../../tensor/index.ts'
import type { Kernel, KernelCall } from '../../kernel.ts'
import { operand, rowMajorStrides, stridedIndices } from '../loops/index.ts'
import { fromStart } from '../movement/index.ts'

/** Each update meets the element at its own position, but for one axis, where its index says it. */
export const scatterElements: Kernel = call => {
  const [data, indices, updates] = [operand(call, 0), operand(call, 1), operand(call, 2)]
  const axis = resolveAxis(intAttribute(call.node, 'axis', 0), data.shape.length)
  const strides = rowMajorStrides(data.shape)
  const places = stridedIndices(0, strides.with(axis, 0), updates.shape)
  for (let i = 0; i < places.length; i++)
    places[i]! += fromStart(Number(indices.data[i]), data.shape[axis]!) * strides[axis]!
  return [scatter(call, data, places, updates)]
}

/** Each row of indices is the place of a part of the updates. */
export const scatterNd: Kernel = call => {
  const [data, indices, updates] = [operand(call, 0), operand(call, 1), operand(call, 2)]
  const depth = indices.shape.at(-1)!
  const strides = rowMajorStrides(data.shape)
  const part = elementCount(data.shape.slice(depth))
  const places = new Int32Array(updates.data.length)
  for (let row = 0; row * part < places.length; row++) {
    let start = 0
    for (let i = 0; i < depth; i++)
      start += fromStart(Number(indices.data[row * depth + i]), data.shape[i]!) * strides[i]!
    for (let i = 0; i < part; i++) places[row * part + i] = start + i
  }
  return [scatter(call, data, places, updates)]
}

/** The updates one after the other, in their order. */
function scatter(call: KernelCall, data: Tensor, places: Int32Array, updates: Tensor): Tensor {
  const result = createElements(data.elementType, data.data.length) as Int32Array
  result.set(data.data as Int32Array)
  const combine = reductions[reductionOf(call)]
  for (let i = 0; i < places.length; i++) result[places[i]!] = combine(result[places[i]!]!, updates.data[i] as number)
  return createTensor(data.elementType, data.shape, result)
}

const reductions = {
  none: (_: number, update: number) => update,
  add: (have: number, update: number) => have + update,
  mul: (have: number, update: number) => have * update,
  max: (have: number, update: number) => (update > have ? update : have),
  min: (have: number, update: number) => (update < have ? update : have),
}
