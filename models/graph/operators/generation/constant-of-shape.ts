import { createTensor, type Tensor } from '../../../tensor/index.ts'
import { tensorAttribute } from '../../attributes.ts'
import type { Node } from '../../graph.ts'
import type { Operator } from '../../operator.ts'
import { demand, integersAt } from '../../site.ts'

export const constantOfShape: Operator = {
  opType: 'ConstantOfShape',
  inputCount: [1, 1],
  sinceOpset: 9,
  inferTypes(site) {
    const shape = integersAt(site, 0, 'shape')
    const { elementType, data } = filling(site.node)
    demand(data.length === 1, `its value has ${data.length} elements, want 1`)
    return [{ elementType, shape }]
  },
}

/** The element that a ConstantOfShape repeats. */
export function filling(node: Node): Tensor {
  return tensorAttribute(node, 'value') ?? createTensor('float32', [1], Float32Array.of(0))
}
