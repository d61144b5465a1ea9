export { type ArchivedBlock, BlockArchive } from './archive.ts'
export {
  ForkChoiceError,
  InvalidBlockError,
  maxTimestamp,
  ProofOfWorkError,
  TimestampError,
  TimestampTooHighError,
  UnknownBlockError,
} from './errors.ts'
export { feeHistory } from './fee-history.ts'
export { findLogs } from './find-logs.ts'
export { forkAfter, nextBaseFee, nextEnvironment } from './next-block.ts'
