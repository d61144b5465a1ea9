import { intAttribute } from '../../attributes.ts'
import { resolveAxis } from '../../axes.ts'
import type { Operator } from '../../operator.ts'
import { typeOf } from '../../site.ts'

export const logSoftmax: Operator = {
  opType: 'LogSoftmax',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const input = typeOf(site, 0, ['float32'])
    resolveAxis(intAttribute(site.node, 'axis', site.opset < 13 ? 1 : -1), input.shape.length)
    return [input]
  },
}
