import type { Operator } from '../../operator.ts'
import { cumSum } from './cum-sum.ts'
import { floatReductionOperators } from './float-reductions.ts'
import { reduceMax } from './reduce-max.ts'
import { reduceMean } from './reduce-mean.ts'
import { reduceMin } from './reduce-min.ts'
import { reduceSum } from './reduce-sum.ts'

export const reductionOperators: readonly Operator[] = [
  ...floatReductionOperators,
  cumSum,
  reduceMin,
  reduceMax,
  reduceMean,
  reduceSum,
]

export { cumulatedAxis } from './cum-sum.ts'
