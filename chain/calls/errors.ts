import { BaseError, type Gas, type Hex, type Wei } from '../../primitives/index.ts'

/** Thrown when a sender can't pay for the least gas that a transaction costs. The summary is geth's. */
export class GasAllowanceError extends BaseError {
  readonly code = 'GAS_ALLOWANCE_EXCEEDED'
  constructor(allowance: Gas) {
    super(`gas required exceeds allowance (${allowance})`, {
      hint: 'Send ether to the sender first, or lower the price or the value.',
    })
  }
}

/** Thrown when imagined blocks are not in order. The summary is geth's. */
export class SimulationOrderError extends BaseError {
  readonly code = 'SIMULATION_ORDER'
  constructor(
    readonly field: 'numbers' | 'timestamps',
    have: bigint,
    last: bigint,
  ) {
    super(`block ${field} must be in order: ${have} <= ${last}`, { hint: `Give one after ${last}, or none.` })
  }
}

/** Thrown when a request imagines more blocks than geth does. The summary is geth's. */
export class SimulationTooLongError extends BaseError {
  readonly code = 'SIMULATION_TOO_LONG'
  constructor() {
    super('too many blocks', { hint: 'Imagine at most 256 blocks, those that are passed over included.' })
  }
}

/** Thrown when an imagined transaction asks for more gas than its block has left. The summary is geth's. */
export class SimulatedBlockGasError extends BaseError {
  readonly code = 'SIMULATION_BLOCK_GAS'
  constructor(have: Gas, left: Gas) {
    super(`block gas limit reached: ${left} left, the transaction asks for ${have}`, {
      hint: 'Lower its gas, or put it into a block of its own.',
    })
  }
}

/** Thrown when a nonce is not the next one, where that matters. The summary is geth's. */
export class NonceTooHighError extends BaseError {
  readonly code = 'TRANSACTION_NONCE_TOO_HIGH'
  constructor(address: Hex, have: bigint, want: bigint) {
    super(`nonce too high: address ${address}, tx: ${have} state: ${want}`, { hint: `Give nonce ${want}, or none.` })
  }
}

/** Thrown when an account used all nonces that there are. The summary is geth's. */
export class NonceMaxError extends BaseError {
  readonly code = 'TRANSACTION_NONCE_MAX'
  constructor(address: Hex) {
    super(`nonce has max value: address ${address}, nonce: ${2n ** 64n - 1n}`, { hint: 'Send from another account.' })
  }
}

/** Thrown when a transaction wants to pay less for its blobs than they cost. The summary is geth's. */
export class BlobFeeCapTooLowError extends BaseError {
  readonly code = 'TRANSACTION_BLOB_FEE_CAP_TOO_LOW'
  constructor(address: Hex, have: Wei, want: Wei) {
    super(
      `max fee per blob gas less than block blob gas fee: address ${address} blobGasFeeCap: ${have}, blobBaseFee: ${want}`,
      { hint: 'Ask eth_blobBaseFee for the price.' },
    )
  }
}
