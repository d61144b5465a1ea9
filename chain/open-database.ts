import type { ChainOptions } from './options.ts'
import { ChainDatabase, createMemoryStore, type Durability, openLevelStore } from './storage/index.ts'

/**
 * Opens the database of a chain.
 * @throws DatabaseLockedError, DatabaseUnusableError, ForeignFolderError, DatabaseChainError, DatabaseSchemaError.
 */
export async function openDatabase(
  place: ChainOptions['database'],
  chainId: bigint,
  durability: Durability,
): Promise<ChainDatabase> {
  if (place.kind === 'memory') return ChainDatabase.open(createMemoryStore(), chainId, 'memory')
  const store = await openLevelStore(place.path, durability)
  try {
    return await ChainDatabase.open(store, chainId, place.path)
  } catch (error) {
    await store.close()
    throw error
  }
}
