import { BaseError } from '../../primitives/index.ts'

/** Thrown when another process has the database open. */
export class DatabaseLockedError extends BaseError {
  readonly code = 'DATABASE_LOCKED'
  constructor(path: string) {
    super(`Cannot open the database at ${path}: another process has it open.`, {
      hint: 'Stop the other node, or give this one a folder of its own with --db.',
    })
  }
}

/** Thrown when the database's folder can't be created, read or written. */
export class DatabaseUnusableError extends BaseError {
  readonly code = 'DATABASE_UNUSABLE'
  constructor(path: string, reason: string, cause: unknown) {
    super(`Cannot open the database at ${path}: ${reason}.`, {
      hint: 'Give a folder that this user may write with --db, or run without one with --memory.',
      cause,
    })
  }
}

/** Thrown when the database's folder holds other files than a database's. */
export class ForeignFolderError extends BaseError {
  readonly code = 'DATABASE_FOREIGN_FOLDER'
  constructor(path: string, name: string) {
    super(`Cannot open the database at ${path}: the folder holds "${name}", want a database or an empty folder.`, {
      hint: 'Give a folder of its own, which need not be there yet, with --db.',
    })
  }
}

/** Thrown when a database holds another chain than the one asked for. */
export class DatabaseChainError extends BaseError {
  readonly code = 'DATABASE_OTHER_CHAIN'
  constructor(path: string, have: bigint, want: bigint) {
    super(`Cannot open the database at ${path}: have chain id ${have}, want ${want}.`, {
      hint: `Run with --chain-id ${have}, or give another folder with --db.`,
    })
  }
}

/** Thrown when a database was written in another layout than this version's. */
export class DatabaseSchemaError extends BaseError {
  readonly code = 'DATABASE_OTHER_SCHEMA'
  constructor(path: string, have: number, want: number) {
    super(`Cannot open the database at ${path}: have schema ${have}, want ${want}.`, {
      hint: 'Open it with the version of inlay that wrote it, or give another folder with --db.',
    })
  }
}

/** Thrown when the database did not take a write, and for every write after it. */
export class StorageFailedError extends BaseError {
  readonly code = 'STORAGE_FAILED'
  constructor(path: string, cause: unknown) {
    super(
      `Cannot write to the database at ${path}, so this node stores nothing more: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { hint: 'Free space on its disk, or mend it, and start the node again: what it answered for is kept.', cause },
    )
  }
}

/** Thrown when a database lacks what its own head says it holds. */
export class DatabaseDamagedError extends BaseError {
  readonly code = 'DATABASE_DAMAGED'
  constructor(path: string, what: string) {
    super(`Cannot open the database at ${path}: it is damaged, ${what}.`, {
      hint: 'Put a copy of its folder in its place, or start a new chain in another folder with --db.',
    })
  }
}

/** Thrown when a database holds a chain that began with another genesis file. */
export class DatabaseGenesisError extends BaseError {
  readonly code = 'DATABASE_GENESIS_MISMATCH'
  constructor(place: string) {
    super(`Cannot open the database in ${place}: its chain began with another genesis than the file says.`, {
      hint: 'Leave --genesis out, or choose another folder with --db.',
    })
  }
}
