import { inferPool, intAttribute } from '../../../graph/index.ts'
import { createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { pow } from '../elementary/index.ts'
import { operand } from '../loops/index.ts'
import { visitWindows } from './windows.ts'

/** The p-norm of each window, in binary64, rounded once. */
export const lpPool: Kernel = call => {
  const { shape, data } = operand<'float32'>(call, 0)
  const output = call.outputs[0]!
  const p = intAttribute(call.node, 'p', 2)
  const result = new Float32Array(elementCount(output.shape))
  visitWindows(inferPool(call.node, shape), shape[0]! * shape[1]!, (at, elements) => {
    result[at] = pNorm(
      elements.map(element => data[element]!),
      p,
    )
  })
  return [createTensor('float32', output.shape, result)]
}

/** (sum of |x|^p)^(1/p). */
export function pNorm(values: ArrayLike<number>, p: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += pow(Math.abs(values[i]!), p)
  return pow(sum, 1 / p)
}
