import { floatAttribute, intAttribute, resolveAxis } from '../../../graph/index.ts'
import { createTensor, elementCount, type Shape } from '../../../tensor/index.ts'
import type { Kernel, KernelCall } from '../../kernel.ts'
import { broadcastIndices, operand } from '../loops/index.ts'

/** Rows less their mean, divided by their standard deviation; sums in binary64. */
export const layerNormalization: Kernel = call => normalize(call, true)

/** Rows divided by the root of their mean square; sums in binary64. */
export const rmsNormalization: Kernel = call => normalize(call, false).slice(0, 1)

function normalize(call: KernelCall, centers: boolean) {
  const { shape, data } = operand<'float32'>(call, 0)
  const axis = resolveAxis(intAttribute(call.node, 'axis', -1), shape.length)
  const epsilon = floatAttribute(call.node, 'epsilon', Math.fround(1e-5))
  const size = elementCount(shape.slice(axis))
  const [scaleAt, biasAt] = [elementAt(call, 1, shape, 1), elementAt(call, 2, shape, 0)]
  const result = new Float32Array(data.length)
  const [means, inverses] = [new Float32Array(data.length / size), new Float32Array(data.length / size)]
  for (let start = 0, row = 0; start < data.length; start += size, row++) {
    let [sum, squares] = [0, 0]
    for (let i = start; i < start + size; i++) sum += data[i]!
    const mean = centers ? sum / size : 0
    for (let i = start; i < start + size; i++) squares += (data[i]! - mean) ** 2
    const inverse = 1 / Math.sqrt(squares / size + epsilon)
    for (let i = start; i < start + size; i++) result[i] = (data[i]! - mean) * inverse * scaleAt(i) + biasAt(i)
    means[row] = mean
    inverses[row] = inverse
  }
  const statistics = shape.map((length, index) => (index < axis ? length : 1))
  return [
    createTensor('float32', shape, result),
    createTensor('float32', statistics, means),
    createTensor('float32', statistics, inverses),
  ]
}

function elementAt(call: KernelCall, input: number, shape: Shape, absent: number): (index: number) => number {
  if (call.inputs[input] === undefined) return () => absent
  const { data, shape: from } = operand<'float32'>(call, input)
  const indices = broadcastIndices(from, shape)
  return index => data[indices[index]!]!
}
