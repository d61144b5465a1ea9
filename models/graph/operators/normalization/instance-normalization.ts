import { intAttribute } from '../../attributes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

export const instanceNormalization: Operator = {
  opType: 'InstanceNormalization',
  inputCount: [3, 3],
  sinceOpset: 6,
  inferTypes(site) {
    const input = typeOf(site, 0, ['float32'])
    const [, channels] = input.shape
    demand(input.shape.length >= 3, `its input has rank ${input.shape.length}, want 3 and above`)
    for (const i of [1, 2]) {
      const { shape } = typeOf(site, i, ['float32'])
      demand(shape.length === 1 && shape[0] === channels, `input ${i} has shape [${shape}], want [${channels}]`)
    }
    return [input]
  },
}

export const groupNormalization: Operator = {
  opType: 'GroupNormalization',
  inputCount: [3, 3],
  sinceOpset: 18,
  inferTypes(site) {
    const input = typeOf(site, 0, ['float32'])
    const channels = input.shape[1] ?? 0
    const groups = intAttribute(site.node, 'num_groups', 0)
    demand(
      input.shape.length >= 3 && groups >= 1 && channels % groups === 0,
      `${channels} channels don't divide into ${groups} groups`,
    )
    for (const i of [1, 2]) {
      const { shape } = typeOf(site, i, ['float32'])
      const fits = shape.length === 1 && (shape[0] === groups || shape[0] === channels)
      demand(fits, `input ${i} has shape [${shape}], want [${channels}], or [${groups}] before operator set 21`)
    }
    return [input]
  },
}
