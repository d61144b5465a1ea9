export { binary32ToDecimal, decimalToBinary32, maxDecimals } from './fixed-point.ts'
export { conversionGas, type GasSchedule, gasSchedules, quoteGas, runGas, workGas } from './gas-schedule.ts'
export type { Message, PrecompileHost, RunnableModel } from './host.ts'
export {
  createInferencePrecompile,
  firstOutOfRange,
  type InferenceError,
  type InferenceMethod,
  inferenceAbi,
  inferenceAddress,
  inferencePrecompile,
  maxBatch,
} from './inference/index.ts'
export type { Inference, NativePrecompile, Outcome } from './outcome.ts'
export { admittedSlot, byNameSlot, registeredSlot, registryAddress, registryNamespace } from './registry-slots.ts'
