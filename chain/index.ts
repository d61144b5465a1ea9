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
export type { PayloadRequest, PayloadView } from './build-payload.ts'
export { GasAllowanceError, SimulationOrderError } from './calls/index.ts'
export type { ChainNode } from './contract.ts'
export type { ForkChoice } from './import-chain.ts'
export { ModelInputSizeError, ModelInputValueError, UnknownModelError } from './library/index.ts'
export { AlreadyKnownError, PoolFullError, ReplacementUnderpricedError } from './mempool/index.ts'
export { NodeFaultError } from './node-fault.ts'
export { openChain } from './open-chain.ts'
export { type ChainOptions, defaultChainId, defaultGasLimit } from './options.ts'
export { ReplacedError } from './sequencer/index.ts'
export type {
  BlockOverride,
  ImaginedBlock,
  SimulatedBlockView,
  SimulatedCall,
  SimulationRequest,
} from './simulation-contract.ts'
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
export type { CallFrame, StepRequest, TraceRequest, TraceStep, TransactionTrace } from './trace-contract.ts'
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
export type {
  AccessListEntry,
  AccessListView,
  AccountView,
  Authorization,
  BlockReference,
  BlockView,
  CallOutcome,
  CallRequest,
  FeeHistory,
  ForkConfiguration,
  ForkConfigurations,
  InferenceRecord,
  LogFilter,
  LogView,
  ModelView,
  PoolView,
  ReceiptView,
  StateOverride,
  TransactionView,
  Withdrawal,
} from './views.ts'
