export { firstOutOfRange } from './input-range.ts'
export { type InferenceError, type InferenceMethod, inferenceAbi, inferenceAddress } from './interface.ts'
export { createInferencePrecompile, inferencePrecompile } from './precompile.ts'
