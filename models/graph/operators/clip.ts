import { elementCount } from '../../tensor/index.ts'
import type { NodeSite, Operator } from '../operator.ts'
import { demand } from '../site.ts'
import { orderedTypes, unaryType } from './elementwise.ts'

export const clip: Operator = {
  opType: 'Clip',
  inputCount: [1, 3],
  sinceOpset: 6,
  inferTypes(site) {
    const output = unaryType(site, orderedTypes)
    checkBound(site, 1)
    checkBound(site, 2)
    return output
  },
}

function checkBound(site: NodeSite, input: number): void {
  const bound = site.types[input]
  demand(
    bound === undefined || (elementCount(bound.shape) === 1 && bound.elementType === site.types[0]!.elementType),
    `bound ${input} is not one ${site.types[0]!.elementType}`,
  )
}
