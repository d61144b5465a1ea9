import type { Kernel } from '../../kernel.ts'
import { argMax, argMin } from './extreme-position.ts'
import { scatterElements, scatterNd } from './scatter.ts'
import { topK } from './top-k.ts'

export const selectionKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['ArgMax', argMax],
  ['ArgMin', argMin],
  ['ScatterElements', scatterElements],
  ['ScatterND', scatterNd],
  ['TopK', topK],
]
