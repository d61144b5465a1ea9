import type { Operator } from '../../operator.ts'
import { unaryType } from '../forms/index.ts'

export const relu: Operator = {
  opType: 'Relu',
  inputCount: [1, 1],
  sinceOpset: 6,
  inferTypes: site => unaryType(site, ['float32']),
}
