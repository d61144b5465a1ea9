import type { Kernel } from '../../kernel.ts'
import { attention } from './attention.ts'

export const attentionKernels: readonly (readonly [opType: string, kernel: Kernel])[] = [['Attention', attention]]
