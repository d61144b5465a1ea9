import {
  bigIntToBytes,
  bytesToBigInt,
  concatBytes,
  type Hex,
  hexToBytes,
  keccak256,
  type Wei,
} from '../primitives/index.ts'
import type { PrecompileHost } from './host.ts'

/** ModelRegistry's address: "INLAY" in its prefix. */
export const registryAddress: Hex = '0x494e4c41590000000000000000000000000000a1'

/** The ERC-7201 namespace of the registry's storage. */
export const registryNamespace = 'inlay.storage.ModelRegistry'

/**
 * Where the registry's storage begins: `keccak256(keccak256(namespace) - 1) & ~0xff`. From there on:
 * `mapping(bytes32 => uint64) admitted`, `mapping(bytes32 => (uint128 tokenId, uint128 fee)) registered`,
 * `mapping(bytes32 => bytes32) byName`.
 * @see ERC-7201.
 */
const root = erc7201(registryNamespace)

/** The slot of `admitted[id]`: the number of the block that admitted the model, 0 where none did. */
export function admittedSlot(id: Hex): Uint8Array {
  return mappingSlot(0n, hexToBytes(id))
}

/** The slot of `registered[id]`: the fee per call in its upper half, the token's id in its lower one. */
export function registeredSlot(id: Hex): Uint8Array {
  return mappingSlot(1n, hexToBytes(id))
}

/** The slot of `byName[keccak256(name)]`: a model's id. */
export function byNameSlot(name: string): Uint8Array {
  return mappingSlot(2n, keccak256(new TextEncoder().encode(name)))
}

/** Whether the state says that a model is admitted. */
export async function readAdmitted(host: PrecompileHost, id: Hex): Promise<boolean> {
  return (await host.readRegistrySlot(admittedSlot(id))).some(byte => byte !== 0)
}

/** The fee per call that the registry asks for a model, 0 for one that is free or not registered. */
export async function readFee(host: PrecompileHost, id: Hex): Promise<Wei> {
  return bytesToBigInt((await host.readRegistrySlot(registeredSlot(id))).subarray(0, 16))
}

function mappingSlot(member: bigint, key: Uint8Array): Uint8Array {
  return keccak256(concatBytes(key, bigIntToBytes(root + member, 32)))
}

function erc7201(namespace: string): bigint {
  const inner = bytesToBigInt(keccak256(new TextEncoder().encode(namespace))) - 1n
  return bytesToBigInt(keccak256(bigIntToBytes(inner, 32))) & ~0xffn
}
