import { createTensor } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** The same elements under the output's shape: Identity, Reshape, Flatten, Squeeze and Unsqueeze. */
export const reshape: Kernel = call => {
  const { elementType, data } = operand(call, 0)
  return [createTensor(elementType, call.outputs[0]!.shape, data)]
}
