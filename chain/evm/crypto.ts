import type { CustomCrypto } from '@ethereumjs/common'
import type { KZG } from '@ethereumjs/util'
import secp256k1 from 'secp256k1'
import { bytesToHex, type Hex, keccak256 } from '../../primitives/index.ts'
import { verifyPointEvaluation } from './point-evaluation.ts'

/**
 * The public key (64 bytes) that signed `hash`.
 * @param v 0 or 1, 27 or 28, or EIP-155's value where `chainId` is given.
 * @param r, s up to 32 bytes, big-endian.
 * @throws Error for a signature that recovers to no key.
 */
export function recoverPublicKey(
  hash: Uint8Array,
  v: bigint,
  r: Uint8Array,
  s: Uint8Array,
  chainId?: bigint,
): Uint8Array {
  const recovery = v < 2n ? v : chainId === undefined ? v - 27n : v - (2n * chainId + 35n)
  if (recovery !== 0n && recovery !== 1n) throw new Error(`invalid signature: v ${v}`)
  const signature = new Uint8Array(64)
  signature.set(r, 32 - r.length)
  signature.set(s, 64 - s.length)
  return secp256k1.ecdsaRecover(signature, Number(recovery), hash, false).subarray(1)
}

/** The 20-byte address of a 64-byte public key. */
export function publicKeyToAddress(publicKey: Uint8Array): Uint8Array {
  return keccak256(publicKey).subarray(12)
}

/** The address that a private key of 32 bytes signs for. */
export function privateKeyToAddress(privateKey: Uint8Array): Hex {
  return bytesToHex(publicKeyToAddress(secp256k1.publicKeyCreate(privateKey, false).subarray(1)))
}

/**
 * libsecp256k1 and WebAssembly Keccak for EthereumJS: together they make a transfer 4 to 5 times faster. Of KZG there is
 * what its precompile asks: the chain carries no blobs.
 */
export const nativeCrypto: CustomCrypto = {
  keccak256,
  ecrecover: recoverPublicKey,
  ecsign: (hash, privateKey) => {
    const { signature, recid } = secp256k1.ecdsaSign(hash, privateKey)
    return Uint8Array.of(recid, ...signature)
  },
  kzg: { verifyProof: verifyPointEvaluation } as KZG,
}
