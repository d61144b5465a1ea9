import { createFeeMarket1559Tx, type FeeMarket1559Tx } from '@ethereumjs/tx'
import type { Gas, Hex, Wei } from '../../primitives/index.ts'
import type { AccessListEntry } from '../contract.ts'
import type { Fork } from './fork.ts'

/** A transaction that nobody signed yet, of type 2. */
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
}

/** The transaction in the engine's form, open to be given a sender. */
export function createEngineTransaction(fork: Fork, transaction: UnsignedTransaction): FeeMarket1559Tx {
  const { to, nonce, gas, value, data, maxFeePerGas, maxPriorityFeePerGas } = transaction
  const accessList = transaction.accessList.map(({ address, storageKeys }) => ({
    address,
    storageKeys: [...storageKeys],
  }))
  return createFeeMarket1559Tx(
    { ...(to && { to }), nonce, gasLimit: gas, value, data, maxFeePerGas, maxPriorityFeePerGas, accessList },
    { common: fork, freeze: false },
  )
}

/** Signs a transaction; the same request and key give the same bytes. @returns EIP-2718 bytes. */
export function signTransaction(fork: Fork, transaction: UnsignedTransaction, privateKey: Uint8Array): Uint8Array {
  return createEngineTransaction(fork, transaction).sign(privateKey, false).serialize()
}
