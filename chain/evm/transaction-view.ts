import {
  type EOACode7702Tx,
  isAccessList2930Tx,
  isBlob4844Tx,
  isEOACode7702Tx,
  isFeeMarket1559Tx,
} from '@ethereumjs/tx'
import { bytesToBigInt, bytesToHex, type Hex, type Wei } from '../../primitives/index.ts'
import type { AccessListEntry, Authorization, TransactionView } from '../views.ts'
import type { SignedTransaction } from './transaction.ts'

/** Where a transaction was mined. */
export interface TransactionPlace {
  readonly hash: Hex
  readonly number: bigint
  readonly index: number
  readonly timestamp: bigint
  readonly baseFeePerGas: Wei | undefined
}

/** What a transaction pays per gas in a block with that base fee. */
export function effectiveGasPrice(transaction: SignedTransaction, baseFeePerGas: Wei): Wei {
  const wanted = baseFeePerGas + transaction.maxPriorityFeePerGas
  if (wanted > transaction.maxFeePerGas) return transaction.maxFeePerGas
  return wanted
}

/** A transaction as clients see it. */
export function viewTransaction(transaction: SignedTransaction, place: TransactionPlace | undefined): TransactionView {
  const { engine, hash, type, from, to, nonce, gas, value, maxFeePerGas, maxPriorityFeePerGas } = transaction
  const typed = type !== 0
  const market = type >= 2
  return {
    hash,
    type,
    from,
    to,
    nonce,
    gas,
    value,
    input: bytesToHex(transaction.input),
    chainId: typed ? engine.common.chainId() : protectedChainId(engine.v ?? 0n),
    gasPrice: market && place ? effectiveGasPrice(transaction, place.baseFeePerGas ?? 0n) : maxFeePerGas,
    ...(market && { maxFeePerGas, maxPriorityFeePerGas }),
    ...(isBlob4844Tx(engine) && {
      maxFeePerBlobGas: engine.maxFeePerBlobGas,
      blobVersionedHashes: engine.blobVersionedHashes,
    }),
    ...((isAccessList2930Tx(engine) ||
      isFeeMarket1559Tx(engine) ||
      isBlob4844Tx(engine) ||
      isEOACode7702Tx(engine)) && {
      accessList: viewAccessList(engine.accessList),
    }),
    ...(isEOACode7702Tx(engine) && { authorizationList: engine.authorizationList.map(viewAuthorization) }),
    v: engine.v ?? 0n,
    r: engine.r ?? 0n,
    s: engine.s ?? 0n,
    raw: bytesToHex(transaction.raw),
    block: place && { hash: place.hash, number: place.number, index: place.index, timestamp: place.timestamp },
  }
}

function protectedChainId(v: bigint): bigint | undefined {
  return v >= 35n ? (v - 35n) / 2n : undefined
}

function viewAccessList(list: EOACode7702Tx['accessList']): readonly AccessListEntry[] {
  return list.map(([address, keys]) => ({ address: bytesToHex(address), storageKeys: keys.map(bytesToHex) }))
}

function viewAuthorization(fields: EOACode7702Tx['authorizationList'][number]): Authorization {
  const [chainId, address, nonce, yParity, r, s] = fields
  return {
    chainId: bytesToBigInt(chainId),
    address: bytesToHex(address),
    nonce: bytesToBigInt(nonce),
    yParity: bytesToBigInt(yParity),
    r: bytesToBigInt(r),
    s: bytesToBigInt(s),
  }
}
