import { BaseError, type Hex } from '../../primitives/index.ts'

/** Thrown to the sender of a transaction whose place another one took before it was mined. */
export class ReplacedError extends BaseError {
  readonly code = 'TRANSACTION_REPLACED'
  constructor(hash: Hex) {
    super(`transaction ${hash} was replaced by another of the same sender and nonce`, {
      hint: 'Ask for the transaction that took its place.',
    })
  }
}

/** Thrown to the sender of a transaction that was taken out of the pool before it was mined. */
export class DroppedError extends BaseError {
  readonly code = 'TRANSACTION_DROPPED'
  constructor(hash: Hex) {
    super(`transaction ${hash} was dropped from the pool`, { hint: 'Send it again if it is still wanted.' })
  }
}
