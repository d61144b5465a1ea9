import { broadcastShapes, equalShapes } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

export const prelu: Operator = {
  opType: 'PRelu',
  inputCount: [2, 2],
  sinceOpset: 7,
  inferTypes(site) {
    const [input, slope] = [typeOf(site, 0, ['float32']), typeOf(site, 1, ['float32'])]
    demand(
      equalShapes(broadcastShapes(input.shape, slope.shape), input.shape),
      `slopes [${slope.shape}] don't broadcast to [${input.shape}]`,
    )
    return [input]
  },
}
