import { createElements, createTensor, elementCount } from '../../tensor/index.ts'
import type { Kernel } from '../kernel.ts'
import { operand } from './operand.ts'

/** At inference nothing is dropped. */
export const dropout: Kernel = call => {
  const { shape } = call.outputs[1]!
  return [operand(call, 0), createTensor('bool', shape, createElements('bool', elementCount(shape)).fill(1))]
}
