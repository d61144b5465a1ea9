import type { LogView, ReceiptView } from '../../chain/index.ts'
import type { Json } from '../json.ts'
import { toQuantity } from './quantity.ts'

/** A receipt as geth answers it, and `inferenceGas`: what its native precompile calls charged. */
export function toReceiptJson(receipt: ReceiptView): Json {
  const { blobGasUsed, blobGasPrice } = receipt
  return {
    transactionHash: receipt.transactionHash,
    transactionIndex: toQuantity(receipt.transactionIndex),
    blockHash: receipt.blockHash,
    blockNumber: toQuantity(receipt.blockNumber),
    from: receipt.from,
    to: receipt.to ?? null,
    contractAddress: receipt.contractAddress ?? null,
    type: toQuantity(receipt.type),
    ...(receipt.postState === undefined
      ? { status: receipt.status === 'success' ? '0x1' : '0x0' }
      : { root: receipt.postState }),
    gasUsed: toQuantity(receipt.gasUsed),
    cumulativeGasUsed: toQuantity(receipt.cumulativeGasUsed),
    effectiveGasPrice: toQuantity(receipt.effectiveGasPrice),
    ...(blobGasUsed !== undefined && { blobGasUsed: toQuantity(blobGasUsed) }),
    ...(blobGasPrice !== undefined && { blobGasPrice: toQuantity(blobGasPrice) }),
    logsBloom: receipt.logsBloom,
    logs: receipt.logs.map(toLogJson),
    ...(receipt.inferenceGas !== undefined && { inferenceGas: toQuantity(receipt.inferenceGas) }),
  }
}

/** A log as geth answers it; a log of a sealed block is never removed here. */
export function toLogJson(log: LogView): Json {
  return {
    address: log.address,
    topics: log.topics,
    data: log.data,
    blockNumber: toQuantity(log.blockNumber),
    blockHash: log.blockHash,
    blockTimestamp: toQuantity(log.blockTimestamp),
    transactionHash: log.transactionHash,
    transactionIndex: toQuantity(log.transactionIndex),
    logIndex: toQuantity(log.logIndex),
    removed: false,
  }
}
