export { type CompleteCall, checkCall, completeCall } from './complete-call.ts'
export { estimateGas, type GasEstimate } from './estimate-gas.ts'
