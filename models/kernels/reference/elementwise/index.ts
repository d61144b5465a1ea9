import type { Kernel } from '../../kernel.ts'
import { add } from './add.ts'
import { cast } from './cast.ts'
import { clip } from './clip.ts'
import { div } from './div.ts'
import { max } from './max.ts'
import { min } from './min.ts'
import { mod } from './mod.ts'
import { mul } from './mul.ts'
import { relu } from './relu.ts'
import { round } from './round.ts'
import { sub } from './sub.ts'
import { mean, sum } from './sum.ts'
import { where } from './where.ts'

export const elementwiseKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['CastLike', cast],
  ['Mod', mod],
  ['Add', add],
  ['Cast', cast],
  ['Clip', clip],
  ['Div', div],
  ['Max', max],
  ['Min', min],
  ['Mul', mul],
  ['Relu', relu],
  ['Round', round],
  ['Sub', sub],
  ['Mean', mean],
  ['Sum', sum],
  ['Where', where],
]
