import type { Kernel } from '../../kernel.ts'
import { reduceMax } from './reduce-max.ts'
import { reduceMean } from './reduce-mean.ts'
import { reduceSum } from './reduce-sum.ts'

export const reductionKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['ReduceMax', reduceMax],
  ['ReduceMean', reduceMean],
  ['ReduceSum', reduceSum],
]
