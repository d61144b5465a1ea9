import { BaseError } from '../../primitives/index.ts'

/** Thrown for a transaction that waits already, or was mined. The summary is geth's. */
export class AlreadyKnownError extends BaseError {
  readonly code = 'TRANSACTION_ALREADY_KNOWN'
  constructor() {
    super('already known', { hint: 'Ask eth_getTransactionByHash for it.' })
  }
}

/** Thrown when a transaction would take the place of one that pays as much. The summary is geth's. */
export class ReplacementUnderpricedError extends BaseError {
  readonly code = 'TRANSACTION_REPLACEMENT_UNDERPRICED'
  constructor(percent: number) {
    super('replacement transaction underpriced', {
      hint: `Raise both fees by at least ${percent} %, or use the next nonce.`,
    })
  }
}

/** Thrown when no more transactions can wait. The summary is geth's. */
export class PoolFullError extends BaseError {
  readonly code = 'TRANSACTION_POOL_FULL'
  constructor() {
    super('txpool is full', { hint: 'Wait for blocks to be mined, then send again.' })
  }
}
