import type { Operator } from '../../operator.ts'
import { typeAt } from '../../site.ts'
import { movement } from '../forms/index.ts'

export const identity: Operator = {
  opType: 'Identity',
  inputCount: [1, 1],
  sinceOpset: 1,
  inferTypes: site => [typeAt(site, 0)],
  exact: movement({}),
}
