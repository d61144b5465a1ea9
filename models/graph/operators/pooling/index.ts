import type { Operator } from '../../operator.ts'
import { maxPool } from './max-pool.ts'

export const poolingOperators: readonly Operator[] = [maxPool]

export { inferPool } from './max-pool.ts'
