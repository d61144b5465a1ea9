export { type ArchivedBlock, BlockArchive } from './archive.ts'
export {
  ForkChoiceError,
  GenesisNotTraceableError,
  InvalidBlockError,
  maxTimestamp,
  ProofOfWorkError,
  TimestampError,
  TimestampTooHighError,
  TransactionNotFoundError,
  UnknownBlockError,
} from './errors.ts'
export { feeHistory } from './fee-history.ts'
export { findLogs } from './find-logs.ts'
export { forkAfter, nextBaseFee, nextEnvironment, stepGasLimit } from './next-block.ts'
