import type { Operator } from '../operator.ts'
import { unaryType } from './elementwise.ts'

export const round: Operator = {
  opType: 'Round',
  inputCount: [1, 1],
  sinceOpset: 11,
  inferTypes: site => unaryType(site, ['float32']),
}
