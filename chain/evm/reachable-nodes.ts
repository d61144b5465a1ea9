import { RLP } from '@ethereumjs/rlp'
import { bytesToUnprefixedHex } from '@ethereumjs/util'

/** A trie node's RLP, decoded: a branch of 17 fields, or a path and what it leads to. */
type Field = Uint8Array | Field[]

/** Where an account's fields hold the root of its storage. */
const storageRootField = 2

/**
 * The keys in `nodes` of the tries' nodes that a state is made of. A block's accounts are written one after the other,
 * and each write leaves nodes behind that the next one replaces: nine of ten, in a block of many transfers.
 * @param nodes trie nodes by unprefixed hex of their hash; what isn't there counts as kept elsewhere, with all below it.
 */
export function reachableNodes(nodes: ReadonlyMap<string, Uint8Array>, stateRoot: Uint8Array): ReadonlySet<string> {
  const reached = new Set<string>()
  visitHash(stateRoot, account => visitHash((RLP.decode(account) as Field[])[storageRootField] as Uint8Array, () => {}))
  return reached

  function visitHash(hash: Uint8Array, visitValue: (value: Uint8Array) => void): void {
    const key = bytesToUnprefixedHex(hash)
    const node = nodes.get(key)
    if (!node || reached.has(key)) return
    reached.add(key)
    visitNode(RLP.decode(node) as Field[], visitValue)
  }

  function visitNode(node: readonly Field[], visitValue: (value: Uint8Array) => void): void {
    if (node.length === 17) for (const child of node.slice(0, 16)) visitChild(child, visitValue)
    else if (isLeaf(node[0] as Uint8Array)) visitValue(node[1] as Uint8Array)
    else visitChild(node[1]!, visitValue)
  }

  function visitChild(child: Field, visitValue: (value: Uint8Array) => void): void {
    if (Array.isArray(child)) visitNode(child, visitValue)
    else if (child.length === 32) visitHash(child, visitValue)
  }
}

/** Whether a path ends in a value, by the flag in its first half-byte. */
function isLeaf(path: Uint8Array): boolean {
  return (path[0]! & 0x20) !== 0
}
