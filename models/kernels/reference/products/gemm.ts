import { flagAttribute, floatAttribute } from '../../../graph/index.ts'
import { createTensor, type Tensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { broadcastIndices, multiplyMatrices, operand } from '../loops/index.ts'

/** alpha * A * B + beta * C, in binary64, rounded once. */
export const gemm: Kernel = call => {
  const { shape } = call.outputs[0]!
  const [m, n] = shape as readonly [number, number]
  const a = rows(operand<'float32'>(call, 0), flagAttribute(call.node, 'transA', false))
  const b = call.prepared([1], () => rows(operand<'float32'>(call, 1), flagAttribute(call.node, 'transB', false)))
  const product = multiplyMatrices(a, b, m, a.length / m, n)
  const bias = call.inputs[2] as Tensor<'float32'> | undefined
  const biasIndices = bias && broadcastIndices(bias.shape, shape)
  const [alpha, beta] = [floatAttribute(call.node, 'alpha', 1), floatAttribute(call.node, 'beta', 1)]
  const result = new Float32Array(m * n)
  for (let i = 0; i < result.length; i++)
    result[i] = alpha * product[i]! + (bias && biasIndices ? beta * bias.data[biasIndices[i]!]! : 0)
  return [createTensor('float32', shape, result)]
}

function rows({ data, shape }: Tensor<'float32'>, transposed: boolean): Float32Array {
  if (!transposed) return data
  const [height, width] = shape as readonly [number, number]
  const result = new Float32Array(data.length)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) result[x * height + y] = data[y * width + x]!
  return result
}
