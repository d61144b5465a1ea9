import {
  createAccessList2930Tx,
  createBlob4844Tx,
  createEOACode7702Tx,
  createFeeMarket1559Tx,
  createLegacyTx,
  type TypedTransaction,
} from '@ethereumjs/tx'
import { bigIntToHex } from '@ethereumjs/util'
import type { Gas, Hex, Wei } from '../../primitives/index.ts'
import type { AccessListEntry, Authorization } from '../views.ts'
import type { Fork } from './fork.ts'

/** A transaction that nobody signed yet: of type 4 with authorizations, 3 with blobs, else 2 or what its fork has. */
export interface UnsignedTransaction {
  readonly from: Hex
  readonly to: Hex | undefined
  readonly nonce: bigint
  readonly gas: Gas
  readonly value: Wei
  readonly data: Uint8Array
  readonly maxFeePerGas: Wei
  readonly maxPriorityFeePerGas: Wei
  readonly accessList: readonly AccessListEntry[]
  readonly blobVersionedHashes?: readonly Hex[]
  readonly maxFeePerBlobGas?: Wei
  readonly authorizationList?: readonly Authorization[]
}

/** The transaction in the engine's form, open to be given a sender. */
export function createEngineTransaction(fork: Fork, transaction: UnsignedTransaction): TypedTransaction {
  const { to, nonce, gas, value, data, maxFeePerGas, maxPriorityFeePerGas } = transaction
  const { blobVersionedHashes, maxFeePerBlobGas = 0n, authorizationList } = transaction
  const options = { common: fork, freeze: false, allowUnlimitedInitCodeSize: true }
  const fields = { ...(to && { to }), nonce, gasLimit: gas, value, data }
  const accessList = transaction.accessList.map(({ address, storageKeys }) => ({
    address,
    storageKeys: [...storageKeys],
  }))
  const market = { ...fields, maxFeePerGas, maxPriorityFeePerGas, accessList }
  if (authorizationList)
    return createEOACode7702Tx({ ...market, authorizationList: authorizationList.map(encodeAuthorization) }, options)
  if (blobVersionedHashes)
    return createBlob4844Tx({ ...market, blobVersionedHashes: [...blobVersionedHashes], maxFeePerBlobGas }, options)
  if (fork.isActivatedEIP(1559)) return createFeeMarket1559Tx(market, options)
  if (fork.isActivatedEIP(2930))
    return createAccessList2930Tx({ ...fields, gasPrice: maxFeePerGas, accessList }, options)
  return createLegacyTx({ ...fields, gasPrice: maxFeePerGas }, options)
}

/** Signs a transaction; the same request and key give the same bytes. @returns EIP-2718 bytes. */
export function signTransaction(fork: Fork, transaction: UnsignedTransaction, privateKey: Uint8Array): Uint8Array {
  return createEngineTransaction(fork, transaction).sign(privateKey, false).serialize()
}

function encodeAuthorization({ chainId, address, nonce, yParity, r, s }: Authorization) {
  return {
    chainId: bigIntToHex(chainId),
    address,
    nonce: bigIntToHex(nonce),
    yParity: bigIntToHex(yParity),
    r: bigIntToHex(r),
    s: bigIntToHex(s),
  }
}
