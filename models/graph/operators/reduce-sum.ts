import type { Operator } from '../operator.ts'
import { arithmeticTypes } from './elementwise.ts'
import { reducedType } from './reduction.ts'

export const reduceSum: Operator = {
  opType: 'ReduceSum',
  inputCount: [1, 2],
  sinceOpset: 1,
  inferTypes: site => reducedType(site, arithmeticTypes),
}
