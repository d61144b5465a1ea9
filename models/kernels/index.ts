export { createEvaluator, type EvaluateOptions, type Evaluator, evaluate } from './evaluate.ts'
export type { Kernel, KernelCall } from './kernel.ts'
export { referenceKernels, requantizationMultiplier, requantize, roundHalfEven } from './reference/index.ts'
