import type { Hex } from '../../primitives/index.ts'
import { type SignedTransaction, viewTransaction } from '../evm/index.ts'
import type { PoolView, TransactionView } from '../views.ts'
import type { Mempool } from './mempool.ts'

/**
 * What waits in a pool, by sender and in the order of nonces.
 * @param nonceOf the next nonce of a sender in the chain's newest state.
 */
export async function viewPool(pool: Mempool, nonceOf: (sender: Hex) => Promise<bigint>): Promise<PoolView> {
  const senders = new Map<Hex, SignedTransaction[]>()
  for (const transaction of pool.list())
    senders.set(transaction.from, [...(senders.get(transaction.from) ?? []), transaction])
  const pending = new Map<Hex, readonly TransactionView[]>()
  const queued = new Map<Hex, readonly TransactionView[]>()
  for (const [sender, transactions] of senders) {
    const nonce = await nonceOf(sender)
    const sorted = transactions.sort((a, b) => (a.nonce < b.nonce ? -1 : 1))
    const ready = sorted.filter((transaction, i) => transaction.nonce === nonce + BigInt(i))
    const view = (transaction: SignedTransaction) => viewTransaction(transaction, undefined)
    if (ready.length > 0) pending.set(sender, ready.map(view))
    if (ready.length < sorted.length) queued.set(sender, sorted.slice(ready.length).map(view))
  }
  return { pending, queued }
}
