import { createElements, createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { codeRange, operand, roundHalfEven, scalarOperand } from '../loops/index.ts'

/** roundHalfEven(fl(x / scale)) + zeroPoint, clamped to the codes; a quotient beyond binary32 clamps too. */
export const quantizeLinear: Kernel = call => {
  const { data, shape } = operand<'float32'>(call, 0)
  const { elementType } = call.outputs[0]!
  const scale = scalarOperand(call, 1, 1)
  const zeroPoint = scalarOperand(call, 2, 0)
  const [least, greatest] = codeRange(elementType)
  const codes = createElements(elementType, data.length)
  for (let i = 0; i < data.length; i++)
    codes[i] = Math.min(greatest, Math.max(least, roundHalfEven(Math.fround(data[i]! / scale)) + zeroPoint))
  return [createTensor(elementType, shape, codes)]
}
