import type { Kernel } from '../../kernel.ts'
import { concat } from './concat.ts'
import { constant } from './constant.ts'
import { dropout } from './dropout.ts'
import { expand } from './expand.ts'
import { gather } from './gather.ts'
import { gatherElements } from './gather-elements.ts'
import { reshape } from './reshape.ts'
import { slice } from './slice.ts'
import { split } from './split.ts'
import { tile } from './tile.ts'
import { transpose } from './transpose.ts'
import { trilu } from './trilu.ts'

export const movementKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['Split', split],
  ['Tile', tile],
  ['Trilu', trilu],
  ['Concat', concat],
  ['Constant', constant],
  ['Dropout', dropout],
  ['Expand', expand],
  ['Flatten', reshape],
  ['Gather', gather],
  ['GatherElements', gatherElements],
  ['Identity', reshape],
  ['Reshape', reshape],
  ['Slice', slice],
  ['Squeeze', reshape],
  ['Transpose', transpose],
  ['Unsqueeze', reshape],
]

export { fromStart } from './gather.ts'
