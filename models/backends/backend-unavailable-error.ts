import { BaseError } from '../../primitives/index.ts'
import type { BackendName } from './contract.ts'

/** Thrown when a backend that is asked for by name can't be loaded on this machine. */
export class BackendUnavailableError extends BaseError {
  readonly code = 'BACKEND_UNAVAILABLE'

  constructor(
    readonly backend: BackendName,
    reason: string,
    hint: string,
  ) {
    super(`Cannot load backend ${backend}: ${reason}.`, { hint })
  }
}
