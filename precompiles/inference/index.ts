export { maxBatch } from './infer.ts'
export { type InferenceError, type InferenceMethod, inferenceAbi, inferenceAddress } from './interface.ts'
export { createInferencePrecompile, inferencePrecompile } from './precompile.ts'
