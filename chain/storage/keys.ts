import { bigIntToBytes, concatBytes, type Hex, hexToBytes } from '../../primitives/index.ts'

const encoder = new TextEncoder()

/** Where things lie in the store: a letter for the table, then the row's key. */
export const keys = {
  property: (name: 'schema' | 'chainId' | 'gasLimit' | 'head' | 'genesis' | 'safe' | 'finalized') =>
    row('p', encoder.encode(name)),
  /** A trie node or code, by its hash. */
  node: (key: Uint8Array) => row('n', key),
  block: (number: bigint) => row('b', ordinal(number)),
  receipts: (number: bigint) => row('r', ordinal(number)),
  inferences: (number: bigint) => row('i', ordinal(number)),
  blockNumber: (hash: Hex) => row('h', hexToBytes(hash)),
  transactionPlace: (hash: Hex) => row('t', hexToBytes(hash)),
  artifact: (id: Hex) => row('a', hexToBytes(id)),
  /** The bloom filter of a block that has logs. */
  bloom: (number: bigint) => row('l', ordinal(number)),
  /** The number of the block that admitted a model. */
  admission: (id: Hex) => row('m', hexToBytes(id)),
  /** What was found out about a model on this machine. */
  finding: (name: string) => row('f', encoder.encode(name)),
  /** A model that waits for a block to admit it. */
  staged: (id: Hex) => row('s', hexToBytes(id)),
}

/** The tables that are read whole: their first key, and the one after their last. */
export const tables = {
  blocks: [row('b', new Uint8Array()), row('c', new Uint8Array())],
  admissions: [row('m', new Uint8Array()), row('n', new Uint8Array())],
  staged: [row('s', new Uint8Array()), row('t', new Uint8Array())],
} as const

/** A block number that sorts as bytes. */
export function ordinal(number: bigint): Uint8Array {
  return bigIntToBytes(number, 8)
}

function row(table: string, key: Uint8Array): Uint8Array {
  return concatBytes(encoder.encode(table), key)
}
