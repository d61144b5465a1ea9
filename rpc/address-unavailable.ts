import { BaseError } from '../primitives/index.ts'

const reasons: ReadonlyMap<unknown, string> = new Map([
  ['EADDRINUSE', 'it is in use'],
  ['EACCES', 'this user may not open it'],
  ['EADDRNOTAVAIL', 'this machine does not have that address'],
  ['ENOTFOUND', 'no such host is known'],
  ['EAI_AGAIN', 'no such host is known'],
])

/** Thrown when the address that the server was told to listen on can't be had. */
export class AddressUnavailableError extends BaseError {
  readonly code = 'RPC_ADDRESS_UNAVAILABLE'
  constructor(host: string, port: number, reason: string, cause: unknown) {
    super(`Cannot listen on ${host}:${port}: ${reason}.`, { hint: 'Choose another with --host and --port.', cause })
  }

  /** The error that a failed listen comes to; undefined for a failure of another kind. */
  static from(host: string, port: number, cause: unknown): AddressUnavailableError | undefined {
    const reason = reasons.get((cause as { readonly code?: unknown }).code)
    return reason === undefined ? undefined : new AddressUnavailableError(host, port, reason, cause)
  }
}
