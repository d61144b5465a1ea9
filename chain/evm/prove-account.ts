import { createMerkleProof, MerklePatriciaTrie } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import { ValueEncoding } from '@ethereumjs/util'
import { bytesToHex, type Hex, hexToBytes } from '../../primitives/index.ts'
import { emptyTrieRoot } from './empty-hashes.ts'
import type { Fork } from './fork.ts'
import { NodeDatabase, type NodeSource } from './node-database.ts'
import { type AccountState, createStateReader, openWorldState } from './world-state.ts'

/** What shows that an account is as it is under a state root. @see EIP-1186 */
export interface AccountProof extends AccountState {
  /** Trie nodes from the root on. */
  readonly accountProof: readonly Hex[]
  readonly storageProof: readonly { readonly slot: Hex; readonly value: bigint; readonly proof: readonly Hex[] }[]
}

/** @param slots 32 bytes each. */
export async function proveAccount(
  fork: Fork,
  nodes: NodeSource,
  stateRoot: Hex,
  address: Hex,
  slots: readonly Hex[],
): Promise<AccountProof> {
  const open = (root: Hex) =>
    new MerklePatriciaTrie({
      db: new NodeDatabase(nodes),
      root: hexToBytes(root),
      useKeyHashing: true,
      common: fork,
      valueEncoding: ValueEncoding.Bytes,
    })
  const prove = async (trie: MerklePatriciaTrie, key: Hex) =>
    (await createMerkleProof(trie, hexToBytes(key))).map(node => bytesToHex(node))
  const account = await createStateReader(openWorldState(fork, nodes, hexToBytes(stateRoot))).account(address)
  const storage = open(account.storageRoot)
  return {
    ...account,
    accountProof: await prove(open(stateRoot), address),
    storageProof: await Promise.all(
      slots.map(async slot => {
        if (account.storageRoot === emptyTrieRoot) return { slot, value: 0n, proof: [] }
        const stored = await storage.get(hexToBytes(slot))
        const value = stored ? BigInt(bytesToHex(RLP.decode(stored) as Uint8Array)) : 0n
        return { slot, value, proof: await prove(storage, slot) }
      }),
    ),
  }
}
