import pc from 'picocolors'
import type { BlockView, ChainNode, InferenceRecord, ReceiptView } from '../../chain/index.ts'
import type { Hex } from '../../primitives/index.ts'

/** Transactions of one block that are shown. */
const shownTransactions = 20

/**
 * Says of every block that `node` stores from here on what is in it.
 * @param onFault is told where a block can't be read.
 * @returns what ends it, once all of them are said.
 */
export function logBlocks(
  node: ChainNode,
  say: (text: string) => void,
  onFault: (thrown: unknown) => void,
): () => Promise<void> {
  let said = Promise.resolve()
  const stop = node.onBlock(block => {
    said = said.then(async () => say(await describeBlock(node, block))).catch(onFault)
  })
  return () => {
    stop()
    return said
  }
}

async function describeBlock(node: ChainNode, block: BlockView): Promise<string> {
  const receipts = ((await node.getBlockReceipts({ number: block.number })) ?? []).slice(0, shownTransactions)
  const inferences = await Promise.all(receipts.map(({ transactionHash }) => node.getInferences(transactionHash)))
  return renderBlock(block, receipts, inferences)
}

/** A line for the block, one for each transaction, and one for each of its inferences. */
function renderBlock(
  { admissions, gasUsed, hash, number, transactions }: BlockView,
  receipts: readonly ReceiptView[],
  inferences: readonly (readonly InferenceRecord[])[],
): string {
  const facts = [
    ...(transactions.length > 0 ? [count(transactions.length, 'transaction'), gas(gasUsed)] : []),
    ...admissions.map(id => `admitted model ${shorten(id)}`),
  ]
  const hidden = transactions.length - receipts.length
  return [
    [`${pc.bold(`block ${number}`)} ${pc.dim(shorten(hash))}`, ...facts].join('  '),
    ...receipts.flatMap((receipt, i) => [renderTransaction(receipt), ...inferences[i]!.map(renderInference)]),
    ...(hidden > 0 ? [`  and ${count(hidden, 'transaction')} more`] : []),
  ].join('\n')
}

function renderTransaction({ gasUsed, status, transactionHash }: ReceiptView): string {
  return `  ${transactionHash}  ${status === 'success' ? pc.green(status) : pc.red(status)}  ${gas(gasUsed)}`
}

function renderInference({ batch, durationMs, gasUsed, model }: InferenceRecord): string {
  const runs = batch === 1 ? '' : `  ${count(batch, 'run')}`
  return `    model ${shorten(model)}${runs}  ${gas(gasUsed)}  ${durationMs.toFixed(1)} ms`
}

function shorten(hash: Hex): string {
  return `${hash.slice(0, 10)}…`
}

function gas(amount: bigint): string {
  return `${amount.toLocaleString('en')} gas`
}

function count(amount: number, thing: string): string {
  return `${amount.toLocaleString('en')} ${thing}${amount === 1 ? '' : 's'}`
}
