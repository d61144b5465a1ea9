import { LeafMPTNode, MerklePatriciaTrie } from '@ethereumjs/mpt'
import { createAccountFromRLP, MapDB, ValueEncoding } from '@ethereumjs/util'
import { expect, test } from 'vitest'
import { openChainOn } from '../../chain/open-chain.ts'
import { ChainDatabase, createMemoryStore, type Store } from '../../chain/storage/index.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../primitives/index.ts'
import { randomSource } from '../suites/random-source.ts'

/** Creates a contract that stores the second word of its calldata at the slot that the first one names. */
const storing = hexToBytes('0x6007600a5f3960075ff36020355f355500')

/** Nodes by unprefixed hex of their key, as a store that counts them is given them. */
function recordingStore(): {
  readonly store: Store
  readonly nodes: Map<string, Uint8Array>
  readonly writes: string[]
} {
  const store = createMemoryStore()
  const nodes = new Map<string, Uint8Array>()
  const writes: string[] = []
  const write: Store['write'] = batch => {
    for (const { key, value } of batch) {
      if (key[0] !== 'n'.charCodeAt(0)) continue
      nodes.set(bytesToHex(key).slice(4), value!)
      writes.push(bytesToHex(key).slice(4))
    }
    return store.write(batch)
  }
  return { store: { ...store, write }, nodes, writes }
}

/** The values of a whole trie, of which no node may be missing; the nodes' keys go into `seen`. */
async function valuesOf(
  nodes: ReadonlyMap<string, Uint8Array>,
  root: Uint8Array,
  seen: Set<string>,
): Promise<readonly Uint8Array[]> {
  const db = new (class extends MapDB<string, Uint8Array> {
    override async get(key: string) {
      seen.add(key)
      return nodes.get(key)
    }
  })()
  const trie = new MerklePatriciaTrie({ db, root, valueEncoding: ValueEncoding.Bytes })
  const values: Uint8Array[] = []
  for await (const { node } of trie.walkTrieIterable(root)) if (node instanceof LeafMPTNode) values.push(node.value())
  return values
}

test('every block’s state is whole in the database, and little else is', async () => {
  const random = randomSource(11)
  const { store, nodes, writes } = recordingStore()
  const node = await openChainOn(await ChainDatabase.open(store, 31_337n, 'memory'), 31_337n, {})
  const creation = await node.sendTransaction({ from: node.accounts[0]!, data: storing })
  const contract = (await node.getReceipt(creation))!.contractAddress!
  const randomTransaction = (from: Hex) => {
    const to: Hex = `0x${random.integer(4_096, 9_999).toString(16).padStart(40, '0')}`
    if (random.integer(0, 2) === 0) return { from, to, value: 1n, gas: 21_000n }
    const words = [random.integer(0, 40), random.integer(0, 2)].map(word => word.toString(16).padStart(64, '0'))
    return { from, to: contract, gas: 100_000n, data: hexToBytes(`0x${words.join('')}`) }
  }
  for (let block = 0; block < 25; block++)
    await Promise.all(
      node.accounts.slice(0, random.integer(1, 10)).map(from => node.sendTransaction(randomTransaction(from))),
    )

  const needed = new Set<string>()
  for (let number = 0n; number <= node.blockNumber(); number++) {
    const root = hexToBytes((await node.getBlock({ number }))!.stateRoot)
    for (const value of await valuesOf(nodes, root, needed)) {
      const account = createAccountFromRLP(value)
      await valuesOf(nodes, account.storageRoot, needed)
      if (account.isContract()) needed.add(`63${bytesToHex(account.codeHash).slice(2)}`)
    }
  }
  const emptyRoot = '56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'
  needed.delete(emptyRoot)
  expect([...needed].filter(key => !nodes.has(key))).toEqual([])
  expect([...nodes.keys()].filter(key => !needed.has(key))).toEqual([])
  expect(writes.length).toBeLessThan(needed.size * 1.2)
  await node.close()
})
