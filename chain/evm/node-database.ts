import type { BatchDBOp, DB } from '@ethereumjs/util'
import { emptyTrieRoot } from './empty-hashes.ts'
import { reachableNodes } from './reachable-nodes.ts'

/** Where trie nodes and code are kept, by hash: what was written once never changes. */
export interface NodeSource {
  /** undefined where nothing has that key. */
  getNode(key: Uint8Array): Uint8Array | undefined
}

/** The hex digits of a trie node's key, its hash; code has a prefix before its own. */
const nodeKeyLength = 64

/** The key of the root of a trie that holds nothing, of which there is no node. */
const emptyTrieKey = emptyTrieRoot.slice(2)

/** A trie node, or code, that a block adds. */
export interface NodeWrite {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/**
 * What EthereumJS's tries read and write: reads go to the writes that wait, then to `source`; writes wait until
 * {@link NodeDatabase.takeWrites}. Without it, the trie would write a batch for each account.
 */
export class NodeDatabase implements DB<string, Uint8Array> {
  readonly #source: NodeSource
  readonly #waiting = new Map<string, Uint8Array>()

  constructor(source: NodeSource) {
    this.#source = source
  }

  /** @throws Error for a key that must be there: a trie would take a node that is missing for an account that is not. */
  async get(key: string): Promise<Uint8Array | undefined> {
    const value = this.#waiting.get(key) ?? this.#source.getNode(Buffer.from(key, 'hex'))
    if (value === undefined && key !== emptyTrieKey)
      throw new Error(`the database is damaged: state node ${key} is not there`)
    return value
  }

  async put(key: string, value: Uint8Array): Promise<void> {
    this.#waiting.set(key, value)
  }

  /** Nodes are shared between states: none is ever dropped. */
  async del(): Promise<void> {}

  async batch(operations: BatchDBOp<string, Uint8Array>[]): Promise<void> {
    for (const operation of operations) if (operation.type === 'put') this.#waiting.set(operation.key, operation.value)
  }

  /** Hands over what was written since the last call: code, and the nodes that the state under `root` is made of. */
  takeWrites(root: Uint8Array): NodeWrite[] {
    const reachable = reachableNodes(this.#waiting, root)
    const writes = Array.from(this.#waiting)
      .filter(([key]) => reachable.has(key) || key.length !== nodeKeyLength)
      .map(([key, value]) => ({ key: Buffer.from(key, 'hex'), value }))
    this.#waiting.clear()
    return writes
  }

  shallowCopy(): this {
    return this
  }

  async open(): Promise<void> {}
}
