export {
  type DevAccount,
  deriveDevAccounts,
  devMnemonic,
  TransactionWouldFailError,
  UnknownAccountError,
} from './accounts/index.ts'
export {
  ForkChoiceError,
  InvalidBlockError,
  ProofOfWorkError,
  TimestampError,
  TimestampTooHighError,
  UnknownBlockError,
} from './blocks/index.ts'
export { GasAllowanceError } from './calls/index.ts'
export type {
  AccessListEntry,
  AccountView,
  Authorization,
  BlockReference,
  BlockView,
  CallOutcome,
  CallRequest,
  ChainNode,
  FeeHistory,
  InferenceRecord,
  LogFilter,
  LogView,
  ModelView,
  ReceiptView,
  StateOverride,
  TransactionView,
  Withdrawal,
} from './contract.ts'
export type { ForkChoice } from './import-chain.ts'
export { ModelInputSizeError, ModelInputValueError, UnknownModelError } from './library/index.ts'
export { AlreadyKnownError, PoolFullError, ReplacementUnderpricedError } from './mempool/index.ts'
export { NodeFaultError } from './node-fault.ts'
export { openChain } from './open-chain.ts'
export { type ChainOptions, defaultChainId, defaultGasLimit } from './options.ts'
export { ReplacedError } from './sequencer/index.ts'
export { GenesisFileError } from './state/index.ts'
export {
  DatabaseChainError,
  DatabaseDamagedError,
  DatabaseGenesisError,
  DatabaseLockedError,
  DatabaseSchemaError,
  DatabaseUnusableError,
  type Durability,
  ForeignFolderError,
  StorageFailedError,
} from './storage/index.ts'
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
} from './validity/index.ts'
