export { ChainDatabase, type StoredBlock, type TransactionLocation } from './chain-database.ts'
export type { Durability, Store, Write } from './contract.ts'
export {
  DatabaseChainError,
  DatabaseDamagedError,
  DatabaseGenesisError,
  DatabaseLockedError,
  DatabaseSchemaError,
  DatabaseUnusableError,
  ForeignFolderError,
  StorageFailedError,
} from './errors.ts'
export { openLevelStore } from './level-store.ts'
export { createMemoryStore } from './memory-store.ts'
export type { BlockInference, BlockRecord, ReceiptRecord } from './records.ts'
