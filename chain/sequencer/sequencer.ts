import { type Gas, type Hex, hexToBytes } from '../../primitives/index.ts'
import { type ArchivedBlock, type BlockArchive, forkAfter, nextBaseFee, nextEnvironment } from '../blocks/index.ts'
import {
  createMachine,
  type Fork,
  type Machine,
  type MachineParts,
  type SealedBlock,
  type SignedTransaction,
  type StateReader,
} from '../evm/index.ts'
import type { ModelDesk } from '../library/index.ts'
import { AlreadyKnownError, type Mempool } from '../mempool/index.ts'
import { NodeFaultError } from '../node-fault.ts'
import { StorageFailedError } from '../storage/index.ts'
import { findFlaw, findStateFlaw } from '../validity/index.ts'
import type { BlockClock } from './block-clock.ts'
import { type BlockPlan, buildBlock } from './build-block.ts'
import { DroppedError, ReplacedError } from './errors.ts'
import { createExclusive } from './exclusive.ts'

/** Whether a block is built as soon as there is something to put into one, or only when somebody says so. */
export type MiningMode = 'auto' | 'manual'

/** What the sequencer puts together. */
export interface SequencerParts {
  readonly machine: MachineParts
  readonly archive: BlockArchive
  readonly pool: Mempool
  readonly models: ModelDesk
  readonly clock: BlockClock
  /** Of a block. */
  readonly gasLimit: Gas
  readonly mining: MiningMode
  /** The state after the last block. */
  readonly headState: () => StateReader
  /** Is told of each block once it is stored. */
  readonly onStored: (block: ArchivedBlock) => void
}

interface Waiter {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Builds blocks, one at a time: as soon as there is something to put into one. A transaction that this node can't run
 * is taken out of the pool, its sender is told, and the block is built again without it.
 */
export class Sequencer {
  readonly #parts: SequencerParts
  readonly #exclusive = createExclusive()
  readonly #waiters = new Map<Hex, Waiter>()
  #machine: { readonly machine: Machine; readonly root: Hex } | undefined
  #drainPlanned = false
  #closed = false
  #mining: MiningMode
  #timer: NodeJS.Timeout | undefined

  constructor(parts: SequencerParts) {
    this.#parts = parts
    this.#mining = parts.mining
  }

  get mining(): MiningMode {
    return this.#mining
  }

  /** Chooses when blocks are built; resolves, under `auto`, when there is nothing left to put into one. */
  async setMining(mode: MiningMode): Promise<void> {
    this.#mining = mode
    if (mode === 'auto') await this.drain()
  }

  /** Builds a block, empty if need be, each so many milliseconds; undefined ends that. */
  setInterval(intervalMs: number | undefined, onFault: (thrown: unknown) => void): void {
    clearInterval(this.#timer)
    this.#timer = intervalMs === undefined ? undefined : setInterval(() => void this.mine().catch(onFault), intervalMs)
  }

  /** Takes waiting transactions out of the pool, and tells their senders. @returns those that were there. */
  drop(isMeant: (transaction: SignedTransaction) => boolean): Promise<readonly Hex[]> {
    return this.#exclusive(async () => {
      const dropped = this.#parts.pool.list().filter(isMeant)
      for (const transaction of dropped) this.#drop(transaction, new DroppedError(transaction.hash))
      return dropped.map(({ hash }) => hash)
    })
  }

  /**
   * Puts a transaction into the pool and resolves when the block that holds it is stored, or when it has to wait for
   * others.
   * @throws BaseError when it can't run, NodeFaultError when this node can't run it.
   */
  async submit(transaction: SignedTransaction): Promise<void> {
    await this.#check(transaction)
    if (this.#mining === 'manual') {
      this.#parts.pool.add(transaction)
      return
    }
    return new Promise<void>((resolve, reject) => {
      this.#parts.pool.add(transaction)
      this.#waiters.set(transaction.hash, { resolve, reject })
      this.#planDrain()
    })
  }

  /** Builds a block at once, empty if need be. */
  mine(): Promise<ArchivedBlock> {
    return this.#exclusive(async () => (await this.#build(true))!)
  }

  /** Builds blocks until nothing waits that can go into one: resolves when every staged model is admitted. */
  drain(): Promise<void> {
    return this.#exclusive(() => this.#drain())
  }

  /** Waits for the block under construction, and builds no more. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#exclusive(async () => {})
  }

  async #check(transaction: SignedTransaction): Promise<void> {
    const { archive, headState, machine, gasLimit } = this.#parts
    if (archive.holds(transaction.hash)) throw new AlreadyKnownError()
    const { header } = archive.head
    const limits = { gasLimit, baseFeePerGas: nextBaseFee(forkAfter(machine.forks, header), header) }
    const flaw = findFlaw(transaction, limits) ?? (await findStateFlaw(transaction, headState()))
    if (flaw) throw flaw
  }

  #planDrain(): void {
    if (this.#drainPlanned) return
    this.#drainPlanned = true
    void this.#exclusive(() => {
      this.#drainPlanned = false
      return this.#drain()
    }).catch(() => {})
  }

  async #drain(): Promise<void> {
    const { pool, models } = this.#parts
    for (;;) {
      const candidates = pool.list()
      if (this.#closed || (candidates.length === 0 && !models.hasStaged)) return this.#settleAll(candidates)
      try {
        if (!(await this.#build(false))) return this.#settleAll(candidates)
      } catch (fault) {
        for (const transaction of candidates) this.#drop(transaction, fault)
        throw fault
      }
    }
  }

  /** undefined when there was nothing to put into the block. @throws NodeFaultError, StorageFailedError. */
  async #build(allowEmpty: boolean): Promise<ArchivedBlock | undefined> {
    try {
      return await this.#buildAndStore(allowEmpty)
    } catch (cause) {
      throw cause instanceof StorageFailedError ? cause : new NodeFaultError('cannot build a block', cause)
    }
  }

  async #buildAndStore(allowEmpty: boolean): Promise<ArchivedBlock | undefined> {
    const { archive, pool, models, clock, machine, gasLimit } = this.#parts
    const { header } = archive.head
    const plan: BlockPlan = {
      environment: nextEnvironment(machine.forks, header, clock.timestampAfter(header.timestamp), gasLimit),
      admissions: models.nextAdmissions(),
      allowEmpty,
    }
    for (;;) {
      const { number, timestamp } = plan.environment
      const spare = this.#takeMachine(machine.forks.at(number, timestamp), header.stateRoot)
      const outcome = await buildBlock(spare, pool, plan)
      if (outcome.kind === 'fault') {
        const { transaction, cause } = outcome
        this.#drop(transaction, new NodeFaultError(`cannot run transaction ${transaction.hash}`, cause))
        continue
      }
      for (const { transaction, reason } of outcome.rejected) this.#drop(transaction, reason)
      const block = outcome.kind === 'sealed' ? await this.#store(outcome.block, plan.admissions) : undefined
      this.#machine = { machine: spare, root: archive.head.header.stateRoot }
      return block
    }
  }

  async #store(block: SealedBlock, admissions: readonly Hex[]): Promise<ArchivedBlock> {
    const { archive, pool, models, clock, onStored } = this.#parts
    const { header, rlp, executed, withdrawals, uncles, nodes } = block
    const transactions = executed.map(({ transaction }) => transaction)
    const stored = {
      header,
      record: { rlp, senders: transactions.map(({ from }) => from), admissions },
      receipts: executed,
      transactionHashes: transactions.map(({ hash }) => hash),
      inferences: executed.flatMap(({ inferences }, transactionIndex) =>
        inferences.map(inference => ({ ...inference, transactionIndex })),
      ),
      nodes,
    }
    const archived = await archive.append(stored, { transactions, withdrawals, uncles })
    clock.advance()
    models.confirm(admissions, header.number)
    for (const transaction of transactions) {
      pool.remove(transaction)
      this.#settle(transaction.hash)
    }
    onStored(archived)
    return archived
  }

  /** A machine on a state. It is given back only after what it ran went well: a throw spoils it. */
  #takeMachine(fork: Fork, root: Hex): Machine {
    const spare = this.#machine
    this.#machine = undefined
    return spare?.root === root && spare.machine.fork === fork
      ? spare.machine
      : createMachine(this.#parts.machine, fork, hexToBytes(root))
  }

  /** Tells the senders of what still waits that it does, and those of what was replaced that it was. */
  #settleAll(candidates: readonly SignedTransaction[]): void {
    for (const { hash } of candidates) this.#settle(hash)
    for (const hash of this.#waiters.keys())
      if (!this.#parts.pool.get(hash)) this.#settle(hash, new ReplacedError(hash))
  }

  #drop(transaction: SignedTransaction, reason: unknown): void {
    this.#parts.pool.remove(transaction)
    this.#settle(transaction.hash, reason)
  }

  #settle(hash: Hex, error?: unknown): void {
    const waiter = this.#waiters.get(hash)
    this.#waiters.delete(hash)
    if (error === undefined) waiter?.resolve()
    else waiter?.reject(error)
  }
}
