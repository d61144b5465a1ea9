import { createKeccak } from 'hash-wasm'

const hasher = await createKeccak(256)

/** Keccak-256 of `bytes` (32 bytes), by WebAssembly, synchronously. */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return hasher.init().update(bytes).digest('binary')
}
