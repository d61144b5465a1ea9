export { CallRunner } from './call-runner.ts'
export { GasAllowanceError, NonceTooHighError, SimulationOrderError } from './errors.ts'
export type { GasEstimate } from './estimate-gas.ts'
