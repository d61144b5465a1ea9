import type { Kernel } from '../../kernel.ts'
import { averagePool } from './average-pool.ts'
import { globalAveragePool, globalLpPool, globalMaxPool } from './global-pools.ts'
import { lpPool } from './lp-pool.ts'
import { maxPool } from './max-pool.ts'

export const poolingKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['AveragePool', averagePool],
  ['GlobalAveragePool', globalAveragePool],
  ['GlobalLpPool', globalLpPool],
  ['GlobalMaxPool', globalMaxPool],
  ['LpPool', lpPool],
  ['MaxPool', maxPool],
]
