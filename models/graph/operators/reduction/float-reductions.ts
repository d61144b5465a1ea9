import type { Operator } from '../../operator.ts'
import { reducedType } from '../forms/index.ts'

/** Reductions of real numbers that artifacts hold as others. */
export const floatReductionOperators: readonly Operator[] = [
  'ReduceL1',
  'ReduceL2',
  'ReduceLogSum',
  'ReduceLogSumExp',
  'ReduceProd',
  'ReduceSumSquare',
].map(opType => ({
  opType,
  inputCount: [1, 2],
  sinceOpset: 1,
  inferTypes: site => reducedType(site, ['float32']),
}))
