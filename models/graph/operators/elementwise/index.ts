import type { Operator } from '../../operator.ts'
import { add } from './add.ts'
import { cast } from './cast.ts'
import { castLike } from './cast-like.ts'
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

export const elementwiseOperators: readonly Operator[] = [
  mean,
  sum,
  castLike,
  mod,
  add,
  cast,
  clip,
  div,
  max,
  min,
  mul,
  relu,
  round,
  sub,
  where,
]
