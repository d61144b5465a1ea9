export { CallRunner } from './call-runner.ts'
export { GasAllowanceError } from './errors.ts'
export type { GasEstimate } from './estimate-gas.ts'
