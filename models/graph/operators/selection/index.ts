import type { Operator } from '../../operator.ts'
import { extremePositions } from './extreme-position.ts'
import { scatterElements, scatterNd } from './scatter.ts'
import { topK } from './top-k.ts'

export const selectionOperators: readonly Operator[] = [...extremePositions, scatterElements, scatterNd, topK]

export { reductionOf } from './scatter.ts'
