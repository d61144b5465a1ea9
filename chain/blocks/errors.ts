import { BaseError } from '../../primitives/index.ts'

/** Thrown for a question about a block that the chain doesn't have. The summary is geth's. */
export class UnknownBlockError extends BaseError {
  readonly code = 'BLOCK_UNKNOWN'
  constructor() {
    super('header not found', { hint: 'Ask eth_blockNumber for the last block.' })
  }
}

/** The last time that a block can be set to: later ones have 2^32 seconds left in the 64 bits of a header's. */
export const maxTimestamp = 2n ** 64n - 2n ** 32n

/** Thrown when the next block's time wouldn't be after the last one's. */
export class TimestampError extends BaseError {
  readonly code = 'BLOCK_TIMESTAMP_TOO_LOW'
  constructor(have: bigint, last: bigint) {
    super(`Cannot set the next block's timestamp: have ${have}, want more than ${last}.`, {
      hint: `Give a time after ${last}, in seconds.`,
    })
  }
}

/** Thrown when the next block's time would be more than the 64 bits of a header leave room for. */
export class TimestampTooHighError extends BaseError {
  readonly code = 'BLOCK_TIMESTAMP_TOO_HIGH'
  constructor(have: bigint) {
    super(`Cannot set the next block's timestamp: have ${have}, want at most ${maxTimestamp}.`, {
      hint: 'Give a time in seconds since 1970.',
    })
  }
}
