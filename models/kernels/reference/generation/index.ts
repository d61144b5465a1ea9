import type { Kernel } from '../../kernel.ts'
import { constantOfShape } from './constant-of-shape.ts'
import { eyeLike } from './eye-like.ts'
import { oneHot } from './one-hot.ts'
import { range } from './range.ts'

export const generationKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['ConstantOfShape', constantOfShape],
  ['EyeLike', eyeLike],
  ['OneHot', oneHot],
  ['Range', range],
]
