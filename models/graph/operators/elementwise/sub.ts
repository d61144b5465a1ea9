import { flagAttribute } from '../../attributes.ts'
import type { ExactSite, Operator } from '../../operator.ts'
import { rangeAt } from '../../proof.ts'
import { arithmeticTypes, boundArithmetic, broadcastType, elementWork } from '../forms/index.ts'

export const sub: Operator = {
  opType: 'Sub',
  inputCount: [2, 2],
  sinceOpset: 7,
  inferTypes: site => broadcastType(site, arithmeticTypes),
  exact: {
    attributes: {},
    prove(site) {
      const range = boundArithmetic(site, rangeAt(site, 0), rangeAt(site, 1), (a, b) => a - b)
      return {
        ranges: [subtractsOwnMaximum(site) ? { min: range.min, max: Math.min(0, range.max) } : range],
        work: elementWork(site),
      }
    },
  },
}

/** Whether it is `x - ReduceMax(x)`, which is never positive. */
function subtractsOwnMaximum({ node, producers }: ExactSite): boolean {
  const maximum = producers[1]
  return (
    maximum?.opType === 'ReduceMax' && maximum.inputs[0] === node.inputs[0] && flagAttribute(maximum, 'keepdims', true)
  )
}
