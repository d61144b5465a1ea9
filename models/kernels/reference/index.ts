import type { Kernel } from '../kernel.ts'
import { attentionKernels } from './attention/index.ts'
import { classicalKernels } from './classical/index.ts'
import { elementwiseKernels } from './elementwise/index.ts'
import { generationKernels } from './generation/index.ts'
import { logicKernels } from './logic/index.ts'
import { lossKernels } from './losses/index.ts'
import { movementKernels } from './movement/index.ts'
import { normalizationKernels } from './normalization/index.ts'
import { poolingKernels } from './pooling/index.ts'
import { productKernels } from './products/index.ts'
import { quantizationKernels } from './quantization/index.ts'
import { recurrentKernels } from './recurrent/index.ts'
import { reductionKernels } from './reduction/index.ts'
import { resamplingKernels } from './resampling/index.ts'
import { selectionKernels } from './selection/index.ts'
import { unaryKernels } from './unary/index.ts'

/** The reference kernels, by qualifiedOpType. */
export const referenceKernels: ReadonlyMap<string, Kernel> = new Map([
  ...attentionKernels,
  ...elementwiseKernels,
  ...generationKernels,
  ...lossKernels,
  ...logicKernels,
  ...movementKernels,
  ...normalizationKernels,
  ...poolingKernels,
  ...productKernels,
  ...quantizationKernels,
  ...recurrentKernels,
  ...reductionKernels,
  ...resamplingKernels,
  ...selectionKernels,
  ...classicalKernels,
  ...unaryKernels,
])

export { erf, exp, log, sigmoid, tanh } from './elementary/index.ts'
export { requantizationMultiplier, requantize, roundHalfEven } from './loops/index.ts'
