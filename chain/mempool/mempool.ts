import type { Hex } from '../../primitives/index.ts'
import type { SignedTransaction } from '../evm/index.ts'
import { AlreadyKnownError, PoolFullError, ReplacementUnderpricedError } from './errors.ts'

/** The most transactions that wait. */
const capacity = 50_000

/** The most bytes of them: those of geth's 5,120 slots of 32 KiB. */
const capacityBytes = 5_120 * 32_768

/** By how many percent a transaction must outbid the one whose place it takes: geth's default. */
const priceBump = 10

/**
 * Transactions that wait, at most one per sender and nonce. They are taken in the order of their arrival, a sender's
 * in the order of their nonces; what follows a gap in the nonces waits until the gap is filled.
 */
export class Mempool {
  readonly #arrivals = new Map<Hex, SignedTransaction>()
  readonly #senders = new Map<Hex, Map<bigint, SignedTransaction>>()

  #sizeBytes = 0

  get size(): number {
    return this.#arrivals.size
  }

  get(hash: Hex): SignedTransaction | undefined {
    return this.#arrivals.get(hash)
  }

  /** In the order of arrival. */
  list(): readonly SignedTransaction[] {
    return Array.from(this.#arrivals.values())
  }

  /** The first nonce from `nonce` on that nothing of the sender's waits with. */
  nextNonce(sender: Hex, nonce: bigint): bigint {
    const queue = this.#senders.get(sender)
    let next = nonce
    while (queue?.has(next)) next++
    return next
  }

  /**
   * Takes a transaction in.
   * @returns the one whose place it took, if any.
   * @throws AlreadyKnownError, ReplacementUnderpricedError, PoolFullError.
   */
  add(transaction: SignedTransaction): SignedTransaction | undefined {
    if (this.#arrivals.has(transaction.hash)) throw new AlreadyKnownError()
    const replaced = this.#senders.get(transaction.from)?.get(transaction.nonce)
    if (replaced && !outbids(transaction, replaced)) throw new ReplacementUnderpricedError(priceBump)
    const sizeBytes = this.#sizeBytes + transaction.raw.length - (replaced?.raw.length ?? 0)
    if ((!replaced && this.size >= capacity) || sizeBytes > capacityBytes) throw new PoolFullError()
    if (replaced) this.remove(replaced)
    const queue = this.#senders.get(transaction.from) ?? new Map<bigint, SignedTransaction>()
    this.#senders.set(transaction.from, queue.set(transaction.nonce, transaction))
    this.#arrivals.set(transaction.hash, transaction)
    this.#sizeBytes += transaction.raw.length
    return replaced
  }

  /** Forgets a transaction; one that isn't there changes nothing. */
  remove({ hash, from, nonce, raw }: SignedTransaction): void {
    if (!this.#arrivals.delete(hash)) return
    this.#sizeBytes -= raw.length
    const queue = this.#senders.get(from)!
    queue.delete(nonce)
    if (queue.size === 0) this.#senders.delete(from)
  }

  /**
   * The transactions that can run one after the other, and those that came too late to. A sender's next is found by
   * asking `nonceOf` again after each: one that the consumer doesn't run holds back what follows it.
   */
  async *executable(nonceOf: (sender: Hex) => Promise<bigint>): AsyncGenerator<SignedTransaction> {
    const passed = new Set<SignedTransaction>()
    for (const arrived of this.list()) {
      passed.add(arrived)
      if (arrived.nonce < (await nonceOf(arrived.from))) yield arrived
      let next: SignedTransaction | undefined = arrived
      while (next && passed.has(next) && next.nonce === (await nonceOf(next.from))) {
        yield next
        next = this.#senders.get(next.from)?.get(next.nonce + 1n)
      }
    }
  }
}

function outbids(transaction: SignedTransaction, other: SignedTransaction): boolean {
  const enough = (price: bigint, otherPrice: bigint) => price * 100n >= otherPrice * BigInt(100 + priceBump)
  return (
    enough(transaction.maxFeePerGas, other.maxFeePerGas) &&
    enough(transaction.maxPriorityFeePerGas, other.maxPriorityFeePerGas)
  )
}
