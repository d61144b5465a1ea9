import { createElements, createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import {
  centered,
  codeRange,
  multiplyBatches,
  operand,
  requantizationMultiplier,
  requantize,
  scalarOperand,
} from '../loops/index.ts'

export const qlinearMatmul: Kernel = call => {
  const [a, b] = [operand(call, 0), operand(call, 3)]
  const { elementType } = call.outputs[0]!
  const n = b.shape.length === 1 ? 1 : b.shape[b.shape.length - 1]!
  const { product, geometry } = multiplyBatches(
    centered(a, call.inputs[2]),
    a.shape,
    call.prepared([3, 5], () => centered(b, call.inputs[5], i => i % n)),
    b.shape,
  )
  const [aScale, yScale, zeroPoint] = [scalarOperand(call, 1, 1), scalarOperand(call, 6, 1), scalarOperand(call, 7, 0)]
  const bScales = operand<'float32'>(call, 4).data
  const multipliers = Float32Array.from(bScales, bScale => requantizationMultiplier(aScale, bScale, yScale))
  const [least, greatest] = codeRange(elementType)
  const codes = createElements(elementType, product.length)
  for (let i = 0; i < codes.length; i++)
    codes[i] = requantize(product[i]!, multipliers[multipliers.length === 1 ? 0 : i % n]!, zeroPoint, least, greatest)
  return [createTensor(elementType, geometry.outputShape, codes)]
}
