import { qualifiedOpType } from '../graph.ts'
import type { Operator } from '../operator.ts'
import { attentionOperators } from './attention/index.ts'
import { classicalOperators } from './classical/index.ts'
import { elementwiseOperators } from './elementwise/index.ts'
import { generationOperators } from './generation/index.ts'
import { logicOperators } from './logic/index.ts'
import { lossOperators } from './losses/index.ts'
import { movementOperators } from './movement/index.ts'
import { normalizationOperators } from './normalization/index.ts'
import { poolingOperators } from './pooling/index.ts'
import { productOperators } from './products/index.ts'
import { quantizationOperators } from './quantization/index.ts'
import { recurrentOperators } from './recurrent/index.ts'
import { reductionOperators } from './reduction/index.ts'
import { resamplingOperators } from './resampling/index.ts'
import { selectionOperators } from './selection/index.ts'
import { unaryOperators } from './unary/index.ts'

/** The operators that Inlay knows, by {@link qualifiedOpType}. */
export const operators: ReadonlyMap<string, Operator> = new Map(
  [
    ...attentionOperators,
    ...elementwiseOperators,
    ...generationOperators,
    ...lossOperators,
    ...logicOperators,
    ...movementOperators,
    ...normalizationOperators,
    ...poolingOperators,
    ...productOperators,
    ...quantizationOperators,
    ...recurrentOperators,
    ...reductionOperators,
    ...resamplingOperators,
    ...selectionOperators,
    ...classicalOperators,
    ...unaryOperators,
  ].map(operator => [qualifiedOpType({ domain: '', ...operator }), operator]),
)

export { type Attention, readAttention, readRotation } from './attention/index.ts'
export { forestOf } from './classical/index.ts'
export { reducedAxes } from './forms/index.ts'
export { filling, rangeOf } from './generation/index.ts'
export { readLoss } from './losses/index.ts'
export { constantValue, diagonalOf, permutation, type SliceStep, sliceSteps } from './movement/index.ts'
export { inferPool } from './pooling/index.ts'
export { type EinsumEquation, readEinsum } from './products/index.ts'
export { type Recurrence, type RecurrentActivation, readRecurrence } from './recurrent/index.ts'
export { cumulatedAxis } from './reduction/index.ts'
export {
  gridPoints,
  gridTaps,
  paddedPositions,
  planeSize,
  resizeTaps,
  type Taps,
} from './resampling/index.ts'
export { reductionOf } from './selection/index.ts'
export { type FloatFunction, unaryOperators } from './unary/index.ts'
