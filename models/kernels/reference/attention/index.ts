import type { Kernel } from '../../kernel.ts'
import { attention } from './attention.ts'
import { rotaryEmbedding } from './rotary-embedding.ts'

export const attentionKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [
  ['Attention', attention],
  ['RotaryEmbedding', rotaryEmbedding],
]
