import { BaseError } from '../../primitives/index.ts'

/** Thrown for a question about a block that the chain doesn't have. The summary is geth's. */
export class UnknownBlockError extends BaseError {
  readonly code = 'BLOCK_UNKNOWN'
  constructor() {
    super('header not found', { hint: 'Ask eth_blockNumber for the last block.' })
  }
}

/** Thrown when the next block's time wouldn't be after the last one's. */
export class TimestampError extends BaseError {
  readonly code = 'BLOCK_TIMESTAMP_TOO_LOW'
  constructor(have: bigint, last: bigint) {
    super(`Cannot set the next block's timestamp: have ${have}, want more than ${last}.`, {
      hint: `Give a time after ${last}, in seconds.`,
    })
  }
}
