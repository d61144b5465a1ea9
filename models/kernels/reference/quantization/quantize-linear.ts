import { createElements, createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { codeRange, operand, roundHalfEven } from '../loops/index.ts'
import { axisParameters } from './axis-parameters.ts'

/** roundHalfEven(fl(x / scale)) + zeroPoint, clamped to the codes; a quotient beyond binary32 clamps too. */
export const quantizeLinear: Kernel = call => {
  const { data, shape } = operand<'float32'>(call, 0)
  const { elementType } = call.outputs[0]!
  const { scales, zeroPoints, inner } = axisParameters(call)
  const [least, greatest] = codeRange(elementType)
  const codes = createElements(elementType, data.length)
  for (let i = 0; i < data.length; i++) {
    const at = Math.floor(i / inner) % scales.length
    const code = roundHalfEven(Math.fround(data[i]! / scales[at]!)) + zeroPoints[at]!
    codes[i] = Math.min(greatest, Math.max(least, code))
  }
  return [createTensor(elementType, shape, codes)]
}
