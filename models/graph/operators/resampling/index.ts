import type { Operator } from '../../operator.ts'
import { depthToSpace, spaceToDepth } from './depth-space.ts'
import { pad } from './pad.ts'
import { resize } from './resize.ts'

export const resamplingOperators: readonly Operator[] = [depthToSpace, pad, resize, spaceToDepth]

export { paddedPositions } from './pad.ts'
export { resizeTaps, type Taps } from './resize.ts'
