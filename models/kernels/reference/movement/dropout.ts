import { createElements, createTensor, elementCount } from '../../../tensor/index.ts'
import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'

/** At inference nothing is dropped. */
export const dropout: Kernel = call => {
  const mask = call.outputs[1]
  if (mask === undefined) return [operand(call, 0)]
  return [operand(call, 0), createTensor('bool', mask.shape, createElements('bool', elementCount(mask.shape)).fill(1))]
}
