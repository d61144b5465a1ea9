import type { Kernel } from '../../kernel.ts'
import { cumSum } from './cum-sum.ts'
import { floatReductionKernels } from './float-reductions.ts'
import { reduceMax } from './reduce-max.ts'
import { reduceMean } from './reduce-mean.ts'
import { reduceMin } from './reduce-min.ts'
import { reduceSum } from './reduce-sum.ts'

export const reductionKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ...floatReductionKernels,
  ['CumSum', cumSum],
  ['ReduceMin', reduceMin],
  ['ReduceMax', reduceMax],
  ['ReduceMean', reduceMean],
  ['ReduceSum', reduceSum],
]
