import type { Operator } from '../../operator.ts'
import { rangeAt } from '../../proof.ts'
import { elementWork, unaryType } from '../forms/index.ts'

export const round: Operator = {
  opType: 'Round',
  inputCount: [1, 1],
  sinceOpset: 11,
  inferTypes: site => unaryType(site, ['float32']),
  exact: {
    attributes: {},
    prove(site) {
      const { min, max } = rangeAt(site, 0)
      return { ranges: [{ min: Math.floor(min), max: Math.ceil(max) }], work: elementWork(site) }
    },
  },
}
