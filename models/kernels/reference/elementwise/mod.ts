import { flagAttribute } from '../../../graph/index.ts'
import type { Kernel } from '../../kernel.ts'
import { pairKernel } from '../loops/index.ts'

/** The remainder with the sign of the divisor, or under fmod of the dividend. */
export const mod: Kernel = call => {
  const keepsDividend = flagAttribute(call.node, 'fmod', false)
  return pairKernel<number>((a, b) => {
    const remainder = a % b
    const zero = (typeof a === 'bigint' ? 0n : 0) as number
    const otherSign = remainder !== zero && remainder < zero !== b < zero
    return keepsDividend || !otherSign ? remainder : remainder + b
  })(call)
}
