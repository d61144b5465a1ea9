import { RLP } from '@ethereumjs/rlp'
import { createTxFromRLP, getCalldataFloorGas, isBlob4844Tx, type TypedTransaction } from '@ethereumjs/tx'
import { bytesToBigInt, bytesToHex, type Gas, type Hex, keccak256, type Wei } from '../../primitives/index.ts'
import { publicKeyToAddress } from './crypto.ts'
import type { Fork } from './fork.ts'

/** A signed transaction, its sender recovered, ready to run. */
export interface SignedTransaction {
  readonly hash: Hex
  readonly type: number
  readonly from: Hex
  readonly to: Hex | undefined
  readonly nonce: bigint
  readonly gas: Gas
  readonly value: Wei
  readonly input: Uint8Array
  /** The most it pays per gas: the declared price of types 0 and 1. */
  readonly maxFeePerGas: Wei
  /** The most the block's builder gets per gas: the declared price of types 0 and 1. */
  readonly maxPriorityFeePerGas: Wei
  /** What it costs before a single instruction. */
  readonly intrinsicGas: Gas
  /** The least that its calldata makes it pay. @see EIP-7623 */
  readonly floorGas: Gas
  readonly blobCount: number
  /** EIP-2718 bytes. */
  readonly raw: Uint8Array
  /** The engine's own form. */
  readonly engine: TypedTransaction
}

/**
 * Decodes EIP-2718 bytes. Creation code may have any length here: it is for the block's rules to refuse it.
 * @param sender the address that signed it where that is known already; recovered otherwise.
 * @throws Error whose message says what is wrong with the bytes.
 */
export function decodeTransaction(fork: Fork, raw: Uint8Array, sender?: Hex): SignedTransaction {
  return describeTransaction(createTxFromRLP(raw, { common: fork, allowUnlimitedInitCodeSize: true }), raw, sender)
}

/** What there is to know of a transaction in the engine's form. */
export function describeTransaction(engine: TypedTransaction, raw: Uint8Array, sender?: Hex): SignedTransaction {
  const { maxFeePerGas, maxPriorityFeePerGas } =
    'maxFeePerGas' in engine ? engine : { maxFeePerGas: engine.gasPrice, maxPriorityFeePerGas: engine.gasPrice }
  return {
    hash: bytesToHex(keccak256(raw)),
    type: engine.type,
    from: sender ?? bytesToHex(publicKeyToAddress(engine.getSenderPublicKey())),
    to: engine.to && bytesToHex(engine.to.bytes),
    nonce: engine.nonce,
    gas: engine.gasLimit,
    value: engine.value,
    input: engine.data,
    maxFeePerGas,
    maxPriorityFeePerGas,
    intrinsicGas: engine.getIntrinsicGas(),
    floorGas: getCalldataFloorGas(engine),
    blobCount: isBlob4844Tx(engine) ? engine.blobVersionedHashes.length : 0,
    raw,
    engine,
  }
}

/** The chain that a transaction was signed for; undefined for an unprotected one and for bytes that spell none. */
export function readChainId(raw: Uint8Array): bigint | undefined {
  const typed = raw[0] !== undefined && raw[0] < 0x80
  const fields = decodeList(typed ? raw.subarray(1) : raw)
  const field = fields?.[typed ? 0 : 6]
  if (!(field instanceof Uint8Array)) return undefined
  const value = bytesToBigInt(field)
  if (typed) return value
  return value >= 35n ? (value - 35n) / 2n : undefined
}

function decodeList(bytes: Uint8Array): readonly unknown[] | undefined {
  try {
    const decoded = RLP.decode(bytes)
    return Array.isArray(decoded) ? decoded : undefined
  } catch {
    return undefined
  }
}
