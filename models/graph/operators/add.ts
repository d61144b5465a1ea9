import type { Operator } from '../operator.ts'
import { arithmeticTypes, broadcastType } from './elementwise.ts'

export const add: Operator = {
  opType: 'Add',
  inputCount: [2, 2],
  sinceOpset: 7,
  inferTypes: site => broadcastType(site, arithmeticTypes),
}
