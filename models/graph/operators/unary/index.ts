import type { Operator } from '../../operator.ts'
import { floatFunctionOperators } from './float-unary.ts'
import { power } from './power.ts'
import { prelu } from './prelu.ts'

export const unaryOperators: readonly Operator[] = [...floatFunctionOperators, power, prelu]

export type { FloatFunction } from './float-unary.ts'
