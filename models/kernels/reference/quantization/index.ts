import type { Kernel } from '../../kernel.ts'
import { dequantizeLinear } from './dequantize-linear.ts'
import { quantizeLinear } from './quantize-linear.ts'

export const quantizationKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['DequantizeLinear', dequantizeLinear],
  ['QuantizeLinear', quantizeLinear],
]
