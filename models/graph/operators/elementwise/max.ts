import type { Operator } from '../../operator.ts'
import { broadcastType, extremum, orderedTypes } from '../forms/index.ts'

export const max: Operator = {
  opType: 'Max',
  inputCount: [1, 64],
  sinceOpset: 8,
  inferTypes: site => broadcastType(site, orderedTypes),
  exact: extremum(Math.max),
}
