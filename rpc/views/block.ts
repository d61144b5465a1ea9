import type { BlockView, Withdrawal } from '../../chain/index.ts'
import type { Json } from '../json.ts'
import { toQuantity } from './quantity.ts'
import { toTransactionJson } from './transaction.ts'

/** A withdrawal as geth answers it; its amount is in gwei. */
export function toWithdrawalJson({ index, validatorIndex, address, amount }: Withdrawal): Json {
  return {
    index: toQuantity(index),
    validatorIndex: toQuantity(validatorIndex),
    address,
    amount: toQuantity(amount),
  }
}

/** A block's header as geth answers it. */
export function toHeaderJson(block: BlockView): Json {
  const { size: _, uncles: __, transactions: ___, withdrawals: ____, ...header } = toBlockFields(block, 'hashes')
  return header
}

/** A block as geth answers it, with the hashes of its transactions or with the whole of them. */
export function toBlockJson(block: BlockView, transactions: 'hashes' | 'full'): Json {
  return toBlockFields(block, transactions)
}

function toBlockFields(block: BlockView, transactions: 'hashes' | 'full'): { readonly [key: string]: Json } {
  const {
    baseFeePerGas,
    blobGasUsed,
    excessBlobGas,
    withdrawalsRoot,
    parentBeaconBlockRoot,
    requestsHash,
    withdrawals,
  } = block
  return {
    hash: block.hash,
    number: toQuantity(block.number),
    parentHash: block.parentHash,
    timestamp: toQuantity(block.timestamp),
    gasLimit: toQuantity(block.gasLimit),
    gasUsed: toQuantity(block.gasUsed),
    miner: block.miner,
    nonce: block.nonce,
    sha3Uncles: block.sha3Uncles,
    logsBloom: block.logsBloom,
    transactionsRoot: block.transactionsRoot,
    stateRoot: block.stateRoot,
    receiptsRoot: block.receiptsRoot,
    difficulty: toQuantity(block.difficulty),
    extraData: block.extraData,
    mixHash: block.mixHash,
    size: toQuantity(block.size),
    uncles: block.uncles,
    transactions: block.transactions.map(transaction =>
      transactions === 'full' ? toTransactionJson(transaction) : transaction.hash,
    ),
    ...(baseFeePerGas !== undefined && { baseFeePerGas: toQuantity(baseFeePerGas) }),
    ...(withdrawalsRoot !== undefined && { withdrawalsRoot, withdrawals: (withdrawals ?? []).map(toWithdrawalJson) }),
    ...(blobGasUsed !== undefined && { blobGasUsed: toQuantity(blobGasUsed) }),
    ...(excessBlobGas !== undefined && { excessBlobGas: toQuantity(excessBlobGas) }),
    ...(parentBeaconBlockRoot !== undefined && { parentBeaconBlockRoot }),
    ...(requestsHash !== undefined && { requestsHash }),
  }
}
