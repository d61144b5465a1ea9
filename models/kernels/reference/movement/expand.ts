import type { Kernel } from '../../kernel.ts'
import { broadcastIndices, operand, select } from '../loops/index.ts'

export const expand: Kernel = call => {
  const source = operand(call, 0)
  const [output] = call.outputs
  return [select(source, broadcastIndices(source.shape, output!.shape), output!)]
}
