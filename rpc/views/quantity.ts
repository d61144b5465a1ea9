import type { Hex } from '../../primitives/index.ts'

/** A natural number as JSON-RPC spells it: hex without leading zeros. */
export function toQuantity(value: bigint | number): Hex {
  return `0x${value.toString(16)}`
}
