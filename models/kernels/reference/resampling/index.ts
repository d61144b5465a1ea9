import type { Kernel } from '../../kernel.ts'
import { depthToSpace, spaceToDepth } from './depth-space.ts'
import { pad } from './pad.ts'
import { resize } from './resize.ts'

export const resamplingKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['DepthToSpace', depthToSpace],
  ['Pad', pad],
  ['Resize', resize],
  ['SpaceToDepth', spaceToDepth],
]
