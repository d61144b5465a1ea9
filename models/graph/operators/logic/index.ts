import type { Operator } from '../../operator.ts'
import { bitShift, bitwiseNot, bitwiseOperators } from './bitwise.ts'
import { comparisonOperators } from './comparisons.ts'
import { connectiveOperators, not } from './connectives.ts'

export const logicOperators: readonly Operator[] = [
  bitShift,
  bitwiseNot,
  ...bitwiseOperators,
  ...comparisonOperators,
  ...connectiveOperators,
  not,
]
