import type { Kernel } from '../../kernel.ts'
import { affineGrid } from './affine-grid.ts'
import { centerCropPad } from './center-crop-pad.ts'
import { depthToSpace, spaceToDepth } from './depth-space.ts'
import { gridSample } from './grid-sample.ts'
import { pad } from './pad.ts'
import { resize } from './resize.ts'

export const resamplingKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['AffineGrid', affineGrid],
  ['CenterCropPad', centerCropPad],
  ['GridSample', gridSample],
  ['DepthToSpace', depthToSpace],
  ['Pad', pad],
  ['Resize', resize],
  ['SpaceToDepth', spaceToDepth],
]
