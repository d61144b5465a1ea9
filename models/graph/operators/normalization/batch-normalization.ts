import { flagAttribute } from '../../attributes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

export const batchNormalization: Operator = {
  opType: 'BatchNormalization',
  inputCount: [5, 5],
  sinceOpset: 7,
  inferTypes(site) {
    const input = typeOf(site, 0, ['float32'])
    const [, channels] = input.shape
    for (let i = 1; i < 5; i++) {
      const { shape } = typeOf(site, i, ['float32'])
      demand(shape.length === 1 && shape[0] === channels, `input ${i} has shape [${shape}], want [${channels}]`)
    }
    demand(!flagAttribute(site.node, 'training_mode', false), 'training_mode is 1', 'Export the model for inference.')
    return [input]
  },
}
