import { readEinsum } from '../../../graph/index.ts'
import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand, rowMajorStrides, stridedIndices } from '../loops/index.ts'

/** Each sum of products in binary64, in the order of its letters, rounded once. */
export const einsum: Kernel = call => {
  const { operands, output, sizes } = readEinsum(call)
  const summed = [...sizes.keys()].filter(letter => !output.includes(letter))
  const letters = [...output, ...summed]
  const shape = letters.map(letter => sizes.get(letter)!)
  const positions = operands.map(own => {
    const strides = rowMajorStrides(own.map(letter => sizes.get(letter)!))
    return stridedIndices(
      0,
      letters.map(letter => (own.includes(letter) ? strides[own.indexOf(letter)]! : 0)),
      shape,
    )
  })
  const factors = operands.map((_, input) => operand<'float32'>(call, input).data)
  const outputShape = shape.slice(0, output.length)
  const result = new Float32Array(outputShape.reduce((product, size) => product * size, 1))
  const terms = positions[0]!.length / result.length
  for (let i = 0; i < result.length; i++) {
    let sum = 0
    for (let at = i * terms; at < (i + 1) * terms; at++)
      sum += factors.reduce((product, data, input) => product * data[positions[input]![at]!]!, 1)
    result[i] = sum
  }
  return [createTensor('float32', outputShape, result)]
}
