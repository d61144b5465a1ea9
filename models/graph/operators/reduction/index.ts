import type { Operator } from '../../operator.ts'
import { reduceMax } from './reduce-max.ts'
import { reduceSum } from './reduce-sum.ts'

export const reductionOperators: readonly Operator[] = [reduceMax, reduceSum]
