import type { Operator } from '../../operator.ts'
import { recurrentTypes } from './recurrence.ts'

export const recurrentOperators: readonly Operator[] = [
  { opType: 'RNN', inputCount: [3, 6], sinceOpset: 7, inferTypes: site => recurrentTypes('RNN', site) },
  { opType: 'GRU', inputCount: [3, 6], sinceOpset: 7, inferTypes: site => recurrentTypes('GRU', site) },
  { opType: 'LSTM', inputCount: [3, 8], sinceOpset: 7, inferTypes: site => recurrentTypes('LSTM', site) },
]

export { type Recurrence, type RecurrentActivation, readRecurrence } from './recurrence.ts'
