import { RLP } from '@ethereumjs/rlp'
import { keccak256 } from '../../primitives/index.ts'

interface Entry {
  /** The key's half-bytes. */
  readonly path: Uint8Array
  readonly value: Uint8Array
}

/** A node below 32 bytes lies within its parent, any other under its hash there. */
type Node = Uint8Array | Node[]

/**
 * The root of the Merkle Patricia trie that maps each index, in RLP, to its value: what a header says of a block's
 * transactions and receipts. Built bottom up, each node once.
 * @see the Ethereum yellow paper, appendix D.
 */
export function listRoot(values: readonly Uint8Array[]): Uint8Array {
  if (values.length === 0) return keccak256(RLP.encode(new Uint8Array()))
  const entries = values.map((value, i) => ({ path: halfBytes(RLP.encode(i)), value }))
  return keccak256(RLP.encode(buildNode(entries, 0)))
}

function buildNode(entries: readonly Entry[], depth: number): Node {
  const [first] = entries
  if (entries.length === 1) return [packPath(first!.path.subarray(depth), 2), first!.value]
  const fork = commonLength(entries, depth)
  if (fork > depth) return [packPath(first!.path.subarray(depth, fork), 0), reference(buildNode(entries, fork))]
  const children = Array.from({ length: 16 }, (_, half) => entries.filter(({ path }) => path[depth] === half))
  return [
    ...children.map(child => (child.length > 0 ? reference(buildNode(child, depth + 1)) : new Uint8Array())),
    new Uint8Array(),
  ]
}

function reference(node: Node): Node {
  const encoded = RLP.encode(node)
  return encoded.length < 32 ? node : keccak256(encoded)
}

/** Where the entries' paths part. No path is another's beginning: RLP tells its own length. */
function commonLength(entries: readonly Entry[], depth: number): number {
  let length = depth
  while (entries.every(({ path }) => path[length] === entries[0]!.path[length])) length++
  return length
}

/** @param flag 2 for a leaf, 0 for an extension. */
function packPath(path: Uint8Array, flag: number): Uint8Array {
  const odd = path.length % 2
  const packed = new Uint8Array((path.length + 2 - odd) / 2)
  packed[0] = (flag + odd) << 4
  path.forEach((half, i) => {
    const place = i + 2 - odd
    packed[place >> 1]! |= place % 2 ? half : half << 4
  })
  return packed
}

function halfBytes(bytes: Uint8Array): Uint8Array {
  const halves = new Uint8Array(2 * bytes.length)
  bytes.forEach((byte, i) => {
    halves[2 * i] = byte >> 4
    halves[2 * i + 1] = byte & 15
  })
  return halves
}
