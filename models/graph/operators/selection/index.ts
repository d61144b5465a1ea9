import type { Operator } from '../../operator.ts'
import { extremePositions } from './extreme-position.ts'
import { topK } from './top-k.ts'

export const selectionOperators: readonly Operator[] = [...extremePositions, topK]
