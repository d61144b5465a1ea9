export { buildContracts, loadContract } from './build.ts'
export { compileContracts, contractSources, type Sources } from './compile.ts'
export type { Contract } from './contract.ts'
export { CompilationError, ContractNotBuiltError } from './errors.ts'
