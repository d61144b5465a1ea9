export { createEvaluator, type EvaluateOptions, type Evaluator, evaluate, prepareNode } from './evaluate.ts'
export type { Kernel, KernelCall } from './kernel.ts'
export {
  erf,
  exp,
  log,
  referenceKernels,
  requantizationMultiplier,
  requantize,
  roundHalfEven,
  sigmoid,
  tanh,
} from './reference/index.ts'
export {
  codeOperations,
  createWasmMemory,
  groupColumns,
  type KernelField,
  type KernelName,
  kernelFields,
  openKernels,
  type ProductExit,
  pairTaps,
  productExits,
  realFields,
  storedWeights,
  storedZeroPoint,
  tileRows,
  type WasmKernels,
  type WasmMemory,
} from './wasm/index.ts'
