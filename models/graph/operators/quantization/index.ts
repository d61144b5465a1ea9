import type { Operator } from '../../operator.ts'
import { dequantizeLinear } from './dequantize-linear.ts'
import { quantizeLinear } from './quantize-linear.ts'

export const quantizationOperators: readonly Operator[] = [dequantizeLinear, quantizeLinear]
