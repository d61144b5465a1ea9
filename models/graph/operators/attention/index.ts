import type { Operator } from '../../operator.ts'
import { attention } from './attention.ts'
import { rotaryEmbedding } from './rotary-embedding.ts'

export const attentionOperators: readonly Operator[] = [attention, rotaryEmbedding]

export { type Attention, readAttention } from './read-attention.ts'
export { readRotation } from './rotary-embedding.ts'
