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
  const db = new Level<Uint8Array, Uint8Array>(path, { keyEncoding: 'view', valueEncoding: 'view' })
  try {
    await createFolder(resolve(path))
    await db.open()
  } catch (error) {
    throw describeFailure(path, error)
  }
  return {
    get: key => db.getSync(key),
    entries: prefix => db.iterator({ gte: prefix, lt: successor(prefix) }).all(),
    write: batch =>
      db.batch(
        batch.map(({ key, value }) => (value ? { type: 'put', key, value } : { type: 'del', key })),
        { sync: durability === 'disk' },
      ),
    close: () => db.close(),
  }
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

/** The least key above all that begin with `prefix`, whose last byte is below 255. */
function successor(prefix: Uint8Array): Uint8Array {
  const next = prefix.slice()
  next[next.length - 1]!++
  return next
}
