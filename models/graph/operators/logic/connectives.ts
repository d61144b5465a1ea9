import type { ExactForm, Operator } from '../../operator.ts'
import { broadcastType, elementWork, unaryType } from '../forms/index.ts'

const exact: ExactForm = {
  attributes: {},
  prove: site => ({ ranges: [{ min: 0, max: 1 }], work: elementWork(site) }),
}

/** And, Or and Xor of two booleans. */
export const connectiveOperators: readonly Operator[] = ['And', 'Or', 'Xor'].map(opType => ({
  opType,
  inputCount: [2, 2],
  sinceOpset: 7,
  inferTypes: site => broadcastType(site, ['bool']),
  exact,
}))

export const not: Operator = {
  opType: 'Not',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes: site => unaryType(site, ['bool']),
  exact,
}
