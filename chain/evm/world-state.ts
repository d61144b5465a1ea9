import { MerklePatriciaTrie } from '@ethereumjs/mpt'
import { Caches, MerkleStateManager } from '@ethereumjs/statemanager'
import { createAddressFromString, ValueEncoding } from '@ethereumjs/util'
import { bytesToHex, type Hex, type Wei } from '../../primitives/index.ts'
import { emptyCodeHash, emptyTrieRoot } from './empty-hashes.ts'
import type { Fork } from './fork.ts'
import { NodeDatabase, type NodeSource } from './node-database.ts'

/** An account's four fields. */
export interface AccountState {
  readonly balance: Wei
  readonly nonce: bigint
  readonly codeHash: Hex
  readonly storageRoot: Hex
}

/** EthereumJS's view of one state, the caches before it, and the database that its writes wait in. */
export interface WorldState {
  readonly manager: MerkleStateManager
  readonly caches: Caches
  readonly database: NodeDatabase
}

/** How many accounts, slots and codes the caches take in before they are emptied. */
const cacheCapacity = 200_000

/**
 * Opens the state under `root`.
 * @param root 32 bytes; the empty trie's root for a state without accounts.
 */
export function openWorldState(fork: Fork, source: NodeSource, root: Uint8Array): WorldState {
  const database = new NodeDatabase(source)
  const trie = new MerklePatriciaTrie({
    db: database,
    root,
    useKeyHashing: true,
    common: fork,
    valueEncoding: ValueEncoding.Bytes,
  })
  const caches = new Caches()
  return { manager: new MerkleStateManager({ common: fork, trie, caches }), caches, database }
}

/** Empties caches that took in too much. Nothing may be uncommitted; EthereumJS's own bound forgets what was not written yet. */
export async function trimCaches({ manager, caches }: WorldState): Promise<void> {
  const parts = [caches.account, caches.storage, caches.code]
  const taken = parts.reduce((sum, part) => sum + (part?.stats(false).writes ?? 0), 0)
  if (taken < cacheCapacity) return
  for (const part of parts) part?.stats(true)
  await manager.setStateRoot(await manager.getStateRoot())
}

/** Reads of one state. An account that doesn't exist is empty. */
export interface StateReader {
  account(address: Hex): Promise<AccountState>
  code(address: Hex): Promise<Uint8Array>
  /** 32 bytes; zeros where nothing was written. */
  storage(address: Hex, slot: Uint8Array): Promise<Uint8Array>
}

export function createStateReader({ manager }: WorldState): StateReader {
  return {
    async account(address) {
      const account = await manager.getAccount(createAddressFromString(address))
      if (account === undefined) return { balance: 0n, nonce: 0n, codeHash: emptyCodeHash, storageRoot: emptyTrieRoot }
      const { balance, nonce, codeHash, storageRoot } = account
      return { balance, nonce, codeHash: bytesToHex(codeHash), storageRoot: bytesToHex(storageRoot) }
    },
    code: address => manager.getCode(createAddressFromString(address)),
    storage: (address, slot) => readSlot(manager, address, slot),
  }
}

/** 32 bytes of an account's storage, uncommitted writes included. */
export async function readSlot(
  manager: Pick<MerkleStateManager, 'getStorage'>,
  address: Hex,
  slot: Uint8Array,
): Promise<Uint8Array> {
  const value = await manager.getStorage(createAddressFromString(address), slot)
  const word = new Uint8Array(32)
  word.set(value, 32 - value.length)
  return word
}
