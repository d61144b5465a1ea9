import { BaseError, type Hex } from '../../primitives/index.ts'
import type { CallOutcome } from '../views.ts'

/** Thrown when the node is asked to sign for an address whose key it doesn't hold. The summary is geth's. */
export class UnknownAccountError extends BaseError {
  readonly code = 'ACCOUNT_UNKNOWN'
  constructor(address: Hex | undefined) {
    super(address ? `unknown account ${address}` : 'unknown account', {
      hint: 'Ask eth_accounts for the addresses that the node signs for, or sign and call eth_sendRawTransaction.',
    })
  }
}

/** Thrown when a transaction whose gas limit was left out would fail with any. */
export class TransactionWouldFailError extends BaseError {
  readonly code = 'TRANSACTION_WOULD_FAIL'
  constructor(readonly outcome: Exclude<CallOutcome, { readonly status: 'success' }>) {
    super(outcome.status === 'revert' ? 'execution reverted' : outcome.reason, {
      hint: 'Set the gas limit to have it mined all the same.',
    })
  }
}

/** Thrown when structured data is not what its own types say. */
export class TypedDataError extends BaseError {
  readonly code = 'TYPED_DATA_INVALID'
  constructor(cause: unknown) {
    const [reason = 'it has no types'] = cause instanceof Error ? cause.message.split('\n') : []
    super(`Cannot sign the typed data: ${reason}`, {
      hint: 'Give types, primaryType, domain and message as EIP-712 says.',
      cause,
    })
  }
}
