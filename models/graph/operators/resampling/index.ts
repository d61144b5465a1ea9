import type { Operator } from '../../operator.ts'
import { affineGrid } from './affine-grid.ts'
import { centerCropPad } from './center-crop-pad.ts'
import { depthToSpace, spaceToDepth } from './depth-space.ts'
import { gridSample } from './grid-sample.ts'
import { pad } from './pad.ts'
import { resize } from './resize.ts'

export const resamplingOperators: readonly Operator[] = [
  affineGrid,
  centerCropPad,
  gridSample,
  depthToSpace,
  pad,
  resize,
  spaceToDepth,
]

export { gridPoints } from './affine-grid.ts'
export { gridTaps, planeSize } from './grid-sample.ts'
export { paddedPositions } from './pad.ts'
export { resizeTaps, type Taps } from './resize.ts'
