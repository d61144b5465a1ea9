import { BaseError } from '../../primitives/index.ts'

/** Thrown for a question about a block that the chain doesn't have. The summary is geth's. */
export class UnknownBlockError extends BaseError {
  readonly code = 'BLOCK_UNKNOWN'
  constructor() {
    super('header not found', { hint: 'Ask eth_blockNumber for the last block.' })
  }
}

/** Thrown when a block would have to be sealed by work. */
export class ProofOfWorkError extends BaseError {
  readonly code = 'BLOCK_PROOF_OF_WORK'
  constructor(number: bigint) {
    super(`Cannot build block ${number}: by its genesis it is before the merge, and this node does no work.`, {
      hint: 'Import the chain up to the merge with --import-chain, or set mergeNetsplitBlock in the genesis.',
    })
  }
}

/** Thrown when a block of another node breaks a rule. */
export class InvalidBlockError extends BaseError {
  readonly code = 'BLOCK_INVALID'
  constructor(place: string, reason: string, cause: unknown) {
    super(`Cannot import block ${place}: ${reason}.`, {
      hint: 'The file is of another chain than --genesis says, or it is damaged.',
      cause,
    })
  }
}

/** Thrown when a fork choice names a block that the chain doesn't have. */
export class ForkChoiceError extends BaseError {
  readonly code = 'FORK_CHOICE_UNKNOWN_BLOCK'
  constructor(role: string, hash: string) {
    super(`Cannot take the fork choice: its ${role} block ${hash} is not in the chain.`, {
      hint: 'Give the file that belongs to --import-chain.',
    })
  }
}

/** Thrown when a transaction that is to be traced is not in the chain. The summary is geth's. */
export class TransactionNotFoundError extends BaseError {
  readonly code = 'TRANSACTION_NOT_FOUND'
  constructor() {
    super('transaction not found', { hint: 'Wait until it is mined, or check its hash.' })
  }
}

/** Thrown when the genesis is to be traced, before which there is no state. The summary is geth's. */
export class GenesisNotTraceableError extends BaseError {
  readonly code = 'GENESIS_NOT_TRACEABLE'
  constructor() {
    super('genesis is not traceable', { hint: 'Trace a block from 1 on.' })
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
