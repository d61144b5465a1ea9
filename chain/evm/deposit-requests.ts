import { concatBytes, type Hex, hexToBytes } from '../../primitives/index.ts'
import type { Log } from './log.ts'

/** keccak256 of DepositEvent(bytes,bytes,bytes,bytes,bytes). @see EIP-6110 */
const depositTopic: Hex = '0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5'

/** ABI-encoded, the event is this long. */
const eventBytes = 576

/** Where pubkey, withdrawal credentials, amount, signature and index lie in it. @see EIP-6110 */
const fields: readonly (readonly [start: number, end: number])[] = [
  [192, 240],
  [288, 320],
  [352, 360],
  [416, 512],
  [544, 552],
]

/**
 * The deposits that a block's logs tell of, one after the other.
 * @throws Error for an event of the contract that has another layout.
 */
export function collectDeposits(contract: Hex, logs: readonly Log[]): Uint8Array {
  const deposits = logs
    .filter(({ address, topics }) => address === contract && topics[0] === depositTopic)
    .map(({ data }) => {
      const event = hexToBytes(data)
      if (event.length !== eventBytes) throw new Error(`a deposit event has ${event.length} bytes, want ${eventBytes}`)
      return concatBytes(...fields.map(([start, end]) => event.subarray(start, end)))
    })
  return concatBytes(...deposits)
}
