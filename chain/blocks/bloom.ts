import { type Hex, hexToBytes, keccak256 } from '../../primitives/index.ts'

/**
 * Whether a bloom filter of 2,048 bits may hold `item`: an address or a topic. False is certain.
 * @see the Ethereum yellow paper, 4.3.1.
 */
export function mayHold(bloom: Uint8Array, item: Hex): boolean {
  const hash = keccak256(hexToBytes(item))
  return [0, 2, 4].every(i => {
    const bit = ((hash[i]! << 8) | hash[i + 1]!) & 2047
    return (bloom[255 - (bit >> 3)]! >> (bit & 7)) & 1
  })
}
