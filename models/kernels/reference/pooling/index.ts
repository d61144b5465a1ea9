import type { Kernel } from '../../kernel.ts'
import { maxPool } from './max-pool.ts'

export const poolingKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [['MaxPool', maxPool]]
