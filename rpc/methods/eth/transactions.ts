import { type BlockReference, type ChainNode, TransactionWouldFailError } from '../../../chain/index.ts'
import type { Hex } from '../../../primitives/index.ts'
import { checkChainId } from '../../check-chain-id.ts'
import { executionError, InvalidParamsError, TransactionWaitsError } from '../../errors.ts'
import type { Json } from '../../json.ts'
import { defineMethod, required } from '../../method.ts'
import { blockNumber, bytes, callRequest, count, hash } from '../../params/index.ts'
import { toReceiptJson, toTransactionJson } from '../../views/index.ts'

/** Methods that send transactions and answer what became of them. */
export const transactionMethods = [
  defineMethod({
    name: 'eth_sendRawTransaction',
    summary: 'Takes a signed transaction and answers its hash; under automine, once the block that holds it is stored.',
    parameters: [required('transaction', bytes)],
    run: ({ node }, raw) => node.sendRawTransaction(raw),
  }),
  defineMethod({
    name: 'eth_sendRawTransactionSync',
    summary: 'Takes a signed transaction and answers its receipt.',
    parameters: [required('transaction', bytes)],
    run: async ({ node }, raw) => {
      const sent = await node.sendRawTransaction(raw)
      const receipt = await node.getReceipt(sent)
      if (!receipt) throw new TransactionWaitsError(sent)
      return toReceiptJson(receipt)
    },
  }),
  defineMethod({
    name: 'eth_sendTransaction',
    summary: 'Signs a transaction with a key of this node, fills in what is left out, sends it and answers its hash.',
    parameters: [required('transaction', callRequest)],
    run: ({ node }, { request, chainId }) => {
      checkChainId(node, chainId)
      if (request.blobVersionedHashes) throw new InvalidParamsError('blobs are not available in transactions')
      return node.sendTransaction(request).catch(thrown => {
        throw thrown instanceof TransactionWouldFailError ? executionError(thrown.outcome) : thrown
      })
    },
  }),
  defineMethod({
    name: 'eth_getTransactionByHash',
    summary: 'A transaction, mined or pending; null if unknown.',
    parameters: [required('hash', hash)],
    run: async ({ node }, transaction) => {
      const found = await node.getTransaction(transaction)
      return found ? toTransactionJson(found) : null
    },
  }),
  defineMethod({
    name: 'eth_getRawTransactionByHash',
    summary: 'The EIP-2718 bytes of a transaction; null if unknown.',
    parameters: [required('hash', hash)],
    run: async ({ node }, transaction) => (await node.getTransaction(transaction))?.raw ?? null,
  }),
  defineMethod({
    name: 'eth_getTransactionByBlockNumberAndIndex',
    summary: 'A transaction by its place; null if there is none.',
    parameters: [required('block', blockNumber), required('index', count)],
    run: ({ node }, block, index) => transactionAt(node, block, index),
  }),
  defineMethod({
    name: 'eth_getTransactionByBlockHashAndIndex',
    summary: 'A transaction by its place; null if there is none.',
    parameters: [required('hash', hash), required('index', count)],
    run: ({ node }, block, index) => transactionAt(node, { hash: block }, index),
  }),
  defineMethod({
    name: 'eth_getRawTransactionByBlockNumberAndIndex',
    summary: 'The EIP-2718 bytes of a transaction by its place; null if there is none.',
    parameters: [required('block', blockNumber), required('index', count)],
    run: async ({ node }, block, index) => (await node.getBlock(block))?.transactions[index]?.raw ?? null,
  }),
  defineMethod({
    name: 'eth_getRawTransactionByBlockHashAndIndex',
    summary: 'The EIP-2718 bytes of a transaction by its place; null if there is none.',
    parameters: [required('hash', hash), required('index', count)],
    run: async ({ node }, block, index) => (await node.getBlock({ hash: block }))?.transactions[index]?.raw ?? null,
  }),
  defineMethod({
    name: 'eth_getTransactionReceipt',
    summary: 'The receipt of a mined transaction; null while it is pending or unknown.',
    parameters: [required('hash', hash)],
    run: ({ node }, transaction) => receiptJson(node, transaction),
  }),
]

async function receiptJson(node: ChainNode, transaction: Hex): Promise<Json> {
  const receipt = await node.getReceipt(transaction)
  return receipt ? toReceiptJson(receipt) : null
}

async function transactionAt(node: ChainNode, reference: BlockReference, index: number): Promise<Json> {
  const transaction = (await node.getBlock(reference))?.transactions[index]
  return transaction ? toTransactionJson(transaction) : null
}
