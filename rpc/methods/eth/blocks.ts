import type { BlockReference, ChainNode } from '../../../chain/index.ts'
import type { Json } from '../../json.ts'
import { defineMethod, optional, required } from '../../method.ts'
import { blockNumber, blockReference, count, flag, hash } from '../../params/index.ts'
import { toBlockJson, toHeaderJson, toQuantity, toReceiptJson } from '../../views/index.ts'

/** Methods that answer blocks and what they hold as a whole. */
export const blockMethods = [
  defineMethod({
    name: 'eth_blockNumber',
    summary: 'Number of the newest block.',
    parameters: [],
    run: ({ node }) => toQuantity(node.blockNumber()),
  }),
  defineMethod({
    name: 'eth_getBlockByNumber',
    summary: 'A block by number or tag, with the hashes of its transactions or the whole of them; null if unknown.',
    parameters: [required('block', blockNumber), optional('full', flag, false)],
    run: ({ node }, block, full) => blockJson(node, block, full),
  }),
  defineMethod({
    name: 'eth_getBlockByHash',
    summary: 'A block by hash, with the hashes of its transactions or the whole of them; null if unknown.',
    parameters: [required('hash', hash), optional('full', flag, false)],
    run: ({ node }, block, full) => blockJson(node, { hash: block }, full),
  }),
  defineMethod({
    name: 'eth_getHeaderByNumber',
    summary: 'The header of a block by number or tag; null if unknown.',
    parameters: [required('block', blockNumber)],
    run: ({ node }, block) => headerJson(node, block),
  }),
  defineMethod({
    name: 'eth_getHeaderByHash',
    summary: 'The header of a block by hash; null if unknown.',
    parameters: [required('hash', hash)],
    run: ({ node }, block) => headerJson(node, { hash: block }),
  }),
  defineMethod({
    name: 'eth_getBlockReceipts',
    summary: 'Receipts of all transactions of a block; null if it is unknown.',
    parameters: [required('block', blockReference)],
    run: async ({ node }, block) => (await node.getBlockReceipts(block))?.map(toReceiptJson) ?? null,
  }),
  defineMethod({
    name: 'eth_getBlockTransactionCountByNumber',
    summary: 'How many transactions a block holds; null if it is unknown.',
    parameters: [required('block', blockNumber)],
    run: ({ node }, block) => transactionCount(node, block),
  }),
  defineMethod({
    name: 'eth_getBlockTransactionCountByHash',
    summary: 'How many transactions a block holds; null if it is unknown.',
    parameters: [required('hash', hash)],
    run: ({ node }, block) => transactionCount(node, { hash: block }),
  }),
  defineMethod({
    name: 'eth_getUncleCountByBlockNumber',
    summary: 'Uncles of a block: 0x0; null if it is unknown.',
    parameters: [required('block', blockNumber)],
    run: ({ node }, block) => uncleCount(node, block),
  }),
  defineMethod({
    name: 'eth_getUncleCountByBlockHash',
    summary: 'Uncles of a block: 0x0; null if it is unknown.',
    parameters: [required('hash', hash)],
    run: ({ node }, block) => uncleCount(node, { hash: block }),
  }),
  defineMethod({
    name: 'eth_getUncleByBlockNumberAndIndex',
    summary: 'An uncle: null, blocks have none here.',
    parameters: [required('block', blockNumber), required('index', count)],
    run: () => null,
  }),
  defineMethod({
    name: 'eth_getUncleByBlockHashAndIndex',
    summary: 'An uncle: null, blocks have none here.',
    parameters: [required('hash', hash), required('index', count)],
    run: () => null,
  }),
]

async function blockJson(node: ChainNode, reference: BlockReference, full: boolean): Promise<Json> {
  const block = await node.getBlock(reference)
  return block ? toBlockJson(block, full ? 'full' : 'hashes') : null
}

async function headerJson(node: ChainNode, reference: BlockReference): Promise<Json> {
  const block = await node.getBlock(reference)
  return block ? toHeaderJson(block) : null
}

async function transactionCount(node: ChainNode, reference: BlockReference): Promise<Json> {
  const block = await node.getBlock(reference)
  return block ? toQuantity(block.transactions.length) : null
}

async function uncleCount(node: ChainNode, reference: BlockReference): Promise<Json> {
  return (await node.getBlock(reference)) ? toQuantity(0) : null
}
