import type { Operator } from '../../operator.ts'
import { floatPools, globalPools } from './float-pools.ts'
import { maxPool } from './max-pool.ts'

export const poolingOperators: readonly Operator[] = [maxPool, ...floatPools, ...globalPools]

export { inferPool } from './max-pool.ts'
