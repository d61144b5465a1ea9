import { stringAttribute } from '../../attributes.ts'
import type { Operator } from '../../operator.ts'
import { demand, typeOf } from '../../site.ts'

export const normalizer: Operator = {
  opType: 'Normalizer',
  domain: 'ai.onnx.ml',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes(site) {
    const input = typeOf(site, 0, ['float32'])
    demand(input.shape.length >= 1 && input.shape.length <= 2, `its samples have shape [${input.shape}]`)
    const norm = stringAttribute(site.node, 'norm', 'MAX')
    demand(['MAX', 'L1', 'L2'].includes(norm), `its norm is ${norm}`)
    return [input]
  },
}
