import type { Operator } from '../../operator.ts'
import { reduceMax } from './reduce-max.ts'
import { reduceMean } from './reduce-mean.ts'
import { reduceSum } from './reduce-sum.ts'

export const reductionOperators: readonly Operator[] = [reduceMax, reduceMean, reduceSum]
