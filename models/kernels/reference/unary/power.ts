import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { pow } from '../elementary/index.ts'
import { broadcastIndices, operand } from '../loops/index.ts'

/** In binary64 whatever the operands' types, and rounded, or truncated, once. */
export const power: Kernel = call => {
  const { elementType, shape } = call.outputs[0]!
  const [base, exponent] = [operand(call, 0), operand(call, 1)]
  const [bases, exponents] = [broadcastIndices(base.shape, shape), broadcastIndices(exponent.shape, shape)]
  const result = createElements(elementType, elementCount(shape))
  for (let i = 0; i < result.length; i++) {
    const value = pow(Number(base.data[bases[i]!]), Number(exponent.data[exponents[i]!]))
    result[i] = result instanceof BigInt64Array ? BigInt(Math.trunc(value)) : value
  }
  return [createTensor(elementType, shape, result)]
}
