import type { PoolView, TransactionView } from '../../chain/index.ts'
import type { Hex } from '../../primitives/index.ts'
import type { Json } from '../json.ts'
import { defineMethod, required } from '../method.ts'
import { address } from '../params/index.ts'
import { checksumAddress, toQuantity, toTransactionJson } from '../views/index.ts'

type Waiting = PoolView['pending']

/** The txpool group. */
export const txpoolMethods = [
  defineMethod({
    name: 'txpool_status',
    summary: 'How many transactions could run, and how many wait for a nonce before their own.',
    parameters: [],
    run: async ({ node }) => {
      const { pending, queued } = await node.poolContent()
      return { pending: countOf(pending), queued: countOf(queued) }
    },
  }),
  defineMethod({
    name: 'txpool_content',
    summary: 'The transactions that wait, by sender and nonce.',
    parameters: [],
    run: async ({ node }) => {
      const { pending, queued } = await node.poolContent()
      return { pending: bySender(pending, toTransactionJson), queued: bySender(queued, toTransactionJson) }
    },
  }),
  defineMethod({
    name: 'txpool_contentFrom',
    summary: 'The transactions of a sender that wait, by nonce.',
    parameters: [required('address', address)],
    run: async ({ node }, sender) => {
      const { pending, queued } = await node.poolContent()
      return {
        pending: byNonce(pending.get(sender) ?? [], toTransactionJson),
        queued: byNonce(queued.get(sender) ?? [], toTransactionJson),
      }
    },
  }),
  defineMethod({
    name: 'txpool_inspect',
    summary: 'txpool_content as one line for each transaction.',
    parameters: [],
    run: async ({ node }) => {
      const { pending, queued } = await node.poolContent()
      return { pending: bySender(pending, describe), queued: bySender(queued, describe) }
    },
  }),
]

function countOf(waiting: Waiting): Hex {
  return toQuantity(Array.from(waiting.values()).reduce((sum, transactions) => sum + transactions.length, 0))
}

function bySender(waiting: Waiting, tell: (transaction: TransactionView) => Json): Json {
  return Object.fromEntries(
    Array.from(waiting, ([sender, transactions]) => [checksumAddress(sender), byNonce(transactions, tell)]),
  )
}

function byNonce(transactions: readonly TransactionView[], tell: (transaction: TransactionView) => Json): Json {
  return Object.fromEntries(transactions.map(transaction => [`${transaction.nonce}`, tell(transaction)]))
}

function describe({ to, value, gas, gasPrice }: TransactionView): Json {
  return `${to ?? 'contract creation'}: ${value} wei + ${gas} gas × ${gasPrice} wei`
}
