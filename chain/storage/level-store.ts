import { Level } from 'level'
import type { Durability, Store } from './contract.ts'
import { DatabaseLockedError, DatabaseUnusableError } from './errors.ts'
import { prepareFolder } from './folder.ts'

/**
 * Opens the LevelDB in a folder, which is created where there is none.
 * @throws DatabaseLockedError, DatabaseUnusableError, ForeignFolderError.
 */
export async function openLevelStore(path: string, durability: Durability): Promise<Store> {
  const db = await openLevel(path)
  return {
    get: key => {
      const value = db.getSync(key)
      return value && plainBytes(value)
    },
    async entries(from, to) {
      const pairs = await db.iterator({ gte: from, lt: to }).all()
      return pairs.map(([key, value]) => [plainBytes(key), plainBytes(value)] as const)
    },
    write: batch =>
      db.batch(
        batch.map(({ key, value }) => (value ? { type: 'put', key, value } : { type: 'del', key })),
        { sync: durability === 'disk' },
      ),
    close: () => db.close(),
  }
}

/** The folder is there before LevelDB, which begins to open when it is made, could create it too. */
async function openLevel(path: string): Promise<Level<Uint8Array, Uint8Array>> {
  await prepareFolder(path)
  const db = new Level<Uint8Array, Uint8Array>(path, { keyEncoding: 'view', valueEncoding: 'view' })
  await db.open().catch(error => {
    throw describeFailure(path, error)
  })
  return db
}

function describeFailure(path: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const cause = error.cause instanceof Error ? error.cause : error
  return 'code' in cause && cause.code === 'LEVEL_LOCKED'
    ? new DatabaseLockedError(path)
    : new DatabaseUnusableError(path, `LevelDB answers "${cause.message}"`, error)
}

/** LevelDB answers Buffers, whose slices share memory where those of plain arrays don't. */
function plainBytes({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
