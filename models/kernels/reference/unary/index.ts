import type { Kernel } from '../../kernel.ts'
import { operand } from '../loops/index.ts'
import { floatFunctions } from './functions.ts'
import { integerKernels } from './integer-functions.ts'
import { power } from './power.ts'
import { prelu } from './prelu.ts'
import { unaryKernel } from './unary-kernel.ts'

export const unaryKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ...Object.entries(floatFunctions).map(
    ([opType, functionOf]) =>
      [opType, withIntegers(unaryKernel(functionOf), integerKernels[opType as keyof typeof integerKernels])] as const,
  ),
  ['Pow', power],
  ['PRelu', prelu],
]

function withIntegers(real: Kernel, integer: Kernel | undefined): Kernel {
  if (integer === undefined) return real
  return call => (operand(call, 0).elementType === 'float32' ? real(call) : integer(call))
}
