import type { Operator } from '../../operator.ts'
import { concat } from './concat.ts'
import { constant } from './constant.ts'
import { dropout } from './dropout.ts'
import { expand } from './expand.ts'
import { flatten } from './flatten.ts'
import { gather } from './gather.ts'
import { gatherElements } from './gather-elements.ts'
import { identity } from './identity.ts'
import { reshape } from './reshape.ts'
import { slice } from './slice.ts'
import { split } from './split.ts'
import { squeeze } from './squeeze.ts'
import { tile } from './tile.ts'
import { transpose } from './transpose.ts'
import { trilu } from './trilu.ts'
import { unsqueeze } from './unsqueeze.ts'

export const movementOperators: readonly Operator[] = [
  split,
  tile,
  trilu,
  concat,
  constant,
  dropout,
  expand,
  flatten,
  gatherElements,
  gather,
  identity,
  reshape,
  slice,
  squeeze,
  transpose,
  unsqueeze,
]

export { constantValue } from './constant.ts'
export { type SliceStep, sliceSteps } from './slice.ts'
export { permutation } from './transpose.ts'
export { diagonalOf } from './trilu.ts'
