import { createKeccak } from 'hash-wasm'

const hasher = await createKeccak(256)

/** Keccak-256 (32 bytes) of the bytes of `parts`, one after the other, unjoined; by WebAssembly, synchronously. */
export function keccak256(...parts: readonly Uint8Array[]): Uint8Array {
  hasher.init()
  for (const part of parts) hasher.update(part)
  return hasher.digest('binary')
}
