import type { Operator } from '../../operator.ts'
import { broadcastType, extremum, orderedTypes } from '../forms/index.ts'

export const min: Operator = {
  opType: 'Min',
  inputCount: [1, 64],
  sinceOpset: 8,
  inferTypes: site => broadcastType(site, orderedTypes),
  exact: extremum(Math.min),
}
