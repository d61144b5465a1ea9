import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Level } from 'level'
import type { Durability, Store } from './contract.ts'
import { DatabaseLockedError, DatabaseUnusableError } from './errors.ts'

/**
 * Opens the LevelDB in a folder, which is created where there is none.
 * @throws DatabaseLockedError, DatabaseUnusableError.
 */
export async function openLevelStore(path: string, durability: Durability): Promise<Store> {
  const db = await openLevel(path).catch(error => {
    throw describeFailure(path, error)
  })
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
  await createFolder(resolve(path))
  const db = new Level<Uint8Array, Uint8Array>(path, { keyEncoding: 'view', valueEncoding: 'view' })
  await db.open()
  return db
}

/** Creates a folder and those above it. Node's own recursive mkdir never ends where the file system answers ENOENT, as /proc does. */
async function createFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return
    if (!hasCode(error, 'ENOENT') || dirname(path) === path) throw error
    await createFolder(dirname(path))
    await mkdir(path)
  }
}

function hasCode(error: unknown, code: string): error is Error {
  return error instanceof Error && 'code' in error && error.code === code
}

function describeFailure(path: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const cause = error.cause instanceof Error ? error.cause : error
  return 'code' in cause && cause.code === 'LEVEL_LOCKED'
    ? new DatabaseLockedError(path)
    : new DatabaseUnusableError(path, cause)
}

/** LevelDB answers Buffers, whose slices share memory where those of plain arrays don't. */
function plainBytes({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
