import type { Operator } from '../../operator.ts'
import { constantOfShape } from './constant-of-shape.ts'
import { eyeLike } from './eye-like.ts'
import { oneHot } from './one-hot.ts'
import { range } from './range.ts'

/** Operators that make tensors of what a file says: they are evaluated when a model is imported. */
export const generationOperators: readonly Operator[] = [constantOfShape, eyeLike, oneHot, range]

export { filling } from './constant-of-shape.ts'
export { rangeOf } from './range.ts'
