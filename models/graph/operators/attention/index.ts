import type { Operator } from '../../operator.ts'
import { attention } from './attention.ts'

export const attentionOperators: readonly Operator[] = [attention]

export { type Attention, readAttention } from './read-attention.ts'
