export { binary32ToDecimal, decimalToBinary32, maxDecimals } from './fixed-point.ts'
export { batchLimit, conversionGas, type GasSchedule, gasSchedules, quoteGas, runGas, workGas } from './gas-schedule.ts'
export type { Message, PrecompileHost, RunnableModel } from './host.ts'
export {
  createInferencePrecompile,
  firstOutOfRange,
  type InferenceError,
  type InferenceMethod,
  inferenceAbi,
  inferenceAddress,
  inferencePrecompile,
} from './inference/index.ts'
export type { Inference, NativePrecompile, Outcome } from './outcome.ts'
export { admittedSlot, byNameSlot, registeredSlot, registryAddress, registryNamespace } from './registry-slots.ts'
