import type { TransactionView } from '../../chain/index.ts'
import type { Json } from '../json.ts'
import { toQuantity } from './quantity.ts'

/** A transaction as geth answers it. */
export function toTransactionJson(transaction: TransactionView): Json {
  const { block, chainId, maxFeePerGas, maxPriorityFeePerGas, maxFeePerBlobGas, accessList, authorizationList } =
    transaction
  return {
    blockHash: block?.hash ?? null,
    blockNumber: block ? toQuantity(block.number) : null,
    blockTimestamp: block ? toQuantity(block.timestamp) : null,
    transactionIndex: block ? toQuantity(block.index) : null,
    hash: transaction.hash,
    type: toQuantity(transaction.type),
    from: transaction.from,
    to: transaction.to ?? null,
    nonce: toQuantity(transaction.nonce),
    gas: toQuantity(transaction.gas),
    value: toQuantity(transaction.value),
    input: transaction.input,
    gasPrice: toQuantity(transaction.gasPrice),
    ...(maxFeePerGas !== undefined && { maxFeePerGas: toQuantity(maxFeePerGas) }),
    ...(maxPriorityFeePerGas !== undefined && { maxPriorityFeePerGas: toQuantity(maxPriorityFeePerGas) }),
    ...(maxFeePerBlobGas !== undefined && { maxFeePerBlobGas: toQuantity(maxFeePerBlobGas) }),
    ...(transaction.blobVersionedHashes && { blobVersionedHashes: transaction.blobVersionedHashes }),
    ...(accessList && {
      accessList: accessList.map(({ address, storageKeys }) => ({ address, storageKeys })),
    }),
    ...(authorizationList && {
      authorizationList: authorizationList.map(({ chainId, address, nonce, yParity, r, s }) => ({
        chainId: toQuantity(chainId),
        address,
        nonce: toQuantity(nonce),
        yParity: toQuantity(yParity),
        r: toQuantity(r),
        s: toQuantity(s),
      })),
    }),
    ...(chainId !== undefined && { chainId: toQuantity(chainId) }),
    v: toQuantity(transaction.v),
    r: toQuantity(transaction.r),
    s: toQuantity(transaction.s),
    ...(transaction.type !== 0 && { yParity: toQuantity(transaction.v) }),
  }
}
