import { bytesToHex, type Hex, hexToBytes } from '../../primitives/index.ts'
import type { Store, Write } from './contract.ts'

/** A store that is gone with the process. */
export function createMemoryStore(): Store {
  const values = new Map<Hex, Uint8Array>()
  return {
    get: key => values.get(bytesToHex(key)),
    async entries(from, to) {
      const [first, end] = [bytesToHex(from), bytesToHex(to)]
      const keys = Array.from(values.keys()).filter(key => key >= first && key < end)
      return keys.sort().map(key => [hexToBytes(key), values.get(key)!] as const)
    },
    async write(batch: readonly Write[]) {
      for (const { key, value } of batch)
        if (value) values.set(bytesToHex(key), value)
        else values.delete(bytesToHex(key))
    },
    async close() {},
  }
}
