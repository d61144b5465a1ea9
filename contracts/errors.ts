import { BaseError } from '../primitives/index.ts'

/** Thrown when solc rejects a source or warns of it. */
export class CompilationError extends BaseError {
  readonly code = 'CONTRACT_COMPILATION'
  constructor(readonly messages: readonly string[]) {
    super(`Cannot compile the contracts: ${messages.length} errors and warnings.\n${messages.join('\n')}`, {
      hint: 'Correct the Solidity sources at the lines named above.',
    })
  }
}

/** Thrown when a contract is asked for that the build has not written. */
export class ContractNotBuiltError extends BaseError {
  readonly code = 'CONTRACT_NOT_BUILT'
  constructor(
    readonly contract: string,
    readonly path: string,
  ) {
    super(`Cannot load contract ${contract}: ${path} does not exist.`, { hint: 'Run `npm run build`.' })
  }
}
