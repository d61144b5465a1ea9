import { BaseError, type Gas, type Hex, type Wei } from '../../primitives/index.ts'

/** Thrown when a nonce was used already. The summary is geth's. */
export class NonceTooLowError extends BaseError {
  readonly code = 'TRANSACTION_NONCE_TOO_LOW'
  constructor(have: bigint, want: bigint) {
    super(`nonce too low: next nonce ${want}, tx nonce ${have}`, { hint: `Sign again with nonce ${want}.` })
  }
}

/** Thrown when a sender can't pay for a transaction at its highest price. The summary is geth's. */
export class InsufficientFundsError extends BaseError {
  readonly code = 'TRANSACTION_INSUFFICIENT_FUNDS'
  constructor(address: Hex, have: Wei, want: Wei) {
    super(`insufficient funds for gas * price + value: address ${address} have ${have} want ${want}`, {
      hint: 'Send ether to the sender first, or lower the gas limit, the price or the value.',
    })
  }
}

/** Thrown when a gas limit is below what a transaction costs before its first instruction. The summary is geth's. */
export class IntrinsicGasError extends BaseError {
  readonly code = 'TRANSACTION_INTRINSIC_GAS_TOO_LOW'
  constructor(have: Gas, want: Gas) {
    super(`intrinsic gas too low: have ${have}, want ${want}`, { hint: 'Ask eth_estimateGas for a gas limit.' })
  }
}

/** Thrown when a gas limit is below the calldata's floor (EIP-7623). The summary is geth's. */
export class FloorDataGasError extends BaseError {
  readonly code = 'TRANSACTION_FLOOR_DATA_GAS_TOO_LOW'
  constructor(have: Gas, want: Gas) {
    super(`insufficient gas for floor data gas cost: have ${have}, want ${want}`, {
      hint: 'Ask eth_estimateGas for a gas limit.',
    })
  }
}

/** Thrown when a transaction wants more gas than a block has. The summary begins with geth's. */
export class BlockGasLimitError extends BaseError {
  readonly code = 'TRANSACTION_EXCEEDS_BLOCK_GAS_LIMIT'
  constructor(have: Gas, limit: Gas) {
    super(`exceeds block gas limit: have ${have}, want at most ${limit}`, {
      hint: 'Lower the gas limit, or run the node with a higher --block-gas-limit.',
    })
  }
}

/** Thrown when a transaction wants to pay less than the block's base fee. The summary is geth's. */
export class FeeCapTooLowError extends BaseError {
  readonly code = 'TRANSACTION_FEE_CAP_TOO_LOW'
  constructor(address: Hex, maxFeePerGas: Wei, baseFee: Wei) {
    super(
      `max fee per gas less than block base fee: address ${address}, maxFeePerGas: ${maxFeePerGas}, baseFee: ${baseFee}`,
      {
        hint: 'Ask eth_gasPrice or eth_feeHistory for a price.',
      },
    )
  }
}

/** Thrown when a tip is above the fee cap that it is part of. The summary is geth's. */
export class TipAboveFeeCapError extends BaseError {
  readonly code = 'TRANSACTION_TIP_ABOVE_FEE_CAP'
  constructor(address: Hex, maxPriorityFeePerGas: Wei, maxFeePerGas: Wei) {
    super(
      `max priority fee per gas higher than max fee per gas: address ${address}, maxPriorityFeePerGas: ${maxPriorityFeePerGas}, maxFeePerGas: ${maxFeePerGas}`,
      { hint: 'Raise maxFeePerGas to at least maxPriorityFeePerGas.' },
    )
  }
}

/** Thrown when creation code is longer than EIP-3860 allows. The summary is geth's. */
export class InitcodeSizeError extends BaseError {
  readonly code = 'TRANSACTION_INITCODE_TOO_LARGE'
  constructor(have: number, limit: number) {
    super(`max initcode size exceeded: code size ${have}, limit ${limit}`, { hint: 'Split the contract.' })
  }
}

/** Thrown when a transaction has more bytes than a block has room for. The summary is geth's. */
export class OversizedTransactionError extends BaseError {
  readonly code = 'TRANSACTION_OVERSIZED'
  constructor(have: number, limit: number) {
    super(`oversized data: transaction size ${have}, limit ${limit}`, {
      hint: 'Split it into transactions that a block has room for.',
    })
  }
}

/** Thrown when the sender is a contract (EIP-3607). The summary is geth's. */
export class SenderNotEoaError extends BaseError {
  readonly code = 'TRANSACTION_SENDER_NOT_EOA'
  constructor(address: Hex, codeHash: Hex) {
    super(`sender not an eoa: address ${address}, codehash: ${codeHash}`, {
      hint: 'Send from an account without code.',
    })
  }
}

/** Thrown for a transaction signed for another chain. The summary is geth's. */
export class SignerChainError extends BaseError {
  readonly code = 'TRANSACTION_OTHER_CHAIN'
  constructor(have: bigint, want: bigint) {
    super(`invalid chain id for signer: have ${have} want ${want}`, { hint: `Sign for chain id ${want}.` })
  }
}

/** Thrown for a transaction of a type that this chain doesn't take. The summary is geth's. */
export class TransactionTypeError extends BaseError {
  readonly code = 'TRANSACTION_TYPE_NOT_SUPPORTED'
  constructor(type: number) {
    super(`transaction type not supported: type ${type}`, {
      hint: 'Send type 0, 1, 2 or 4: this chain carries no blobs.',
    })
  }
}

/** Thrown for bytes that are no signed transaction. */
export class MalformedTransactionError extends BaseError {
  readonly code = 'TRANSACTION_MALFORMED'
  constructor(reason: string, cause?: unknown) {
    super(`invalid transaction: ${reason}`, { hint: 'Send the EIP-2718 bytes of a signed transaction.', cause })
  }
}
