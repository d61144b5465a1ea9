import type { Operator } from '../../operator.ts'
import { reducedType } from '../forms/index.ts'

export const reduceMean: Operator = {
  opType: 'ReduceMean',
  inputCount: [1, 2],
  sinceOpset: 1,
  inferTypes: site => reducedType(site, ['float32']),
}
