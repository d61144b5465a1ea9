import { constantValue } from '../../../graph/index.ts'
import type { Kernel } from '../../kernel.ts'

export const constant: Kernel = ({ node }) => [constantValue(node)]
