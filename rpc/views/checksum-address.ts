import { bytesToHex, type Hex, keccak256 } from '../../primitives/index.ts'

/** An address in lower case as EIP-55 spells it. */
export function checksumAddress(address: Hex): Hex {
  const digest = bytesToHex(keccak256(new TextEncoder().encode(address.slice(2)))).slice(2)
  const letters = Array.from(address.slice(2), (letter, i) => (digest[i]! >= '8' ? letter.toUpperCase() : letter))
  return `0x${letters.join('')}`
}
