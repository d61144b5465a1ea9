import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

/** Inference only: the identity, and a mask of nothing dropped. */
export const dropout: Operator = {
  opType: 'Dropout',
  inputCount: [1, 3],
  sinceOpset: 7,
  inferTypes(site) {
    const input = typeOf(site, 0, ['float32'])
    demand(
      site.types[2] === undefined || site.constants[2]?.data[0] === 0,
      'training_mode may be true',
      'Export the model for inference.',
    )
    return [input, { elementType: 'bool', shape: input.shape }]
  },
}
