import type { Operator } from '../../operator.ts'
import { broadcastType } from '../forms/index.ts'

export const sum: Operator = {
  opType: 'Sum',
  inputCount: [1, 64],
  sinceOpset: 8,
  inferTypes: site => broadcastType(site, ['float32']),
}

export const mean: Operator = { ...sum, opType: 'Mean' }
