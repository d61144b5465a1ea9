import type { Kernel } from '../../kernel.ts'
import { gatedCell, longShortCell, simpleCell } from './cells.ts'
import { recurrentKernel } from './run-steps.ts'

export const recurrentKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['RNN', recurrentKernel('RNN', 1, simpleCell)],
  ['GRU', recurrentKernel('GRU', 3, gatedCell)],
  ['LSTM', recurrentKernel('LSTM', 4, longShortCell)],
]
