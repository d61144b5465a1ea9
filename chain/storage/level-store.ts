import { mkdir } from 'node:fs/promises'
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
    await mkdir(path, { recursive: true })
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
