export { type BlockLimits, findFlaw, findStateFlaw, maxInitcodeSize, maxTransactionBytes } from './check-transaction.ts'
export { readTransaction } from './decode.ts'
export {
  BlockGasLimitError,
  FeeCapTooLowError,
  FloorDataGasError,
  InitcodeSizeError,
  InsufficientFundsError,
  IntrinsicGasError,
  MalformedTransactionError,
  NonceTooLowError,
  OversizedTransactionError,
  SenderNotEoaError,
  SignerChainError,
  TipAboveFeeCapError,
  TransactionTypeError,
} from './errors.ts'
