export { CallRunner } from './call-runner.ts'
export type { GasEstimate } from './estimate-gas.ts'
