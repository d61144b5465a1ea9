import type { Block } from '@ethereumjs/block'
import { bigIntToUnpaddedBytes, createAddressFromString, generateAddress } from '@ethereumjs/util'
import { Bloom, runTx } from '@ethereumjs/vm'
import type { Inference } from '../../precompiles/index.ts'
import { bigIntToBytes, bytesToHex, type Gas, type Hex, hexToBytes, type Wei } from '../../primitives/index.ts'
import type { BlockView, CallOutcome } from '../views.ts'
import { payOut } from './block-closing.ts'
import { describeOutcome } from './call-outcome.ts'
import { encodeReceipt } from './encode-receipt.ts'
import { assembleBlock, type BlockCommitments, type BlockEnvironment, type HeaderView, viewHeader } from './header.ts'
import { Breath } from './interpreter/index.ts'
import { listRoot } from './list-root.ts'
import type { Log } from './log.ts'
import type { Machine } from './machine.ts'
import { emptyLedger } from './native-evm.ts'
import type { NodeWrite } from './node-database.ts'
import { closingSystemCalls, openingSystemCalls } from './system-calls.ts'
import type { SignedTransaction } from './transaction.ts'
import { effectiveGasPrice } from './transaction-view.ts'
import { createStateReader, type StateReader, trimCaches } from './world-state.ts'

/** What a transaction came to. */
export interface ExecutedTransaction {
  readonly transaction: SignedTransaction
  readonly status: 'success' | 'reverted'
  /** The state after it, where receipts say that instead of `status`. @see EIP-658 */
  readonly postState: Hex | undefined
  /** What its own frame answered. */
  readonly outcome: CallOutcome
  readonly gasUsed: Gas
  readonly cumulativeGasUsed: Gas
  readonly effectiveGasPrice: Wei
  /** Where a creating transaction puts its contract. */
  readonly contractAddress: Hex | undefined
  readonly logs: readonly Log[]
  readonly logsBloom: Hex
  readonly inferences: readonly Inference[]
  /** The native precompiles' charges, failed calls included. */
  readonly inferenceGas: Gas
}

/** A finished block and the state nodes that it adds; nothing of it is stored. */
export interface SealedBlock {
  readonly header: HeaderView
  readonly rlp: Uint8Array
  readonly executed: readonly ExecutedTransaction[]
  readonly withdrawals: BlockView['withdrawals']
  readonly uncles: readonly Hex[]
  /** What it asks of the beacon chain, each with its type before it. @see EIP-7685 */
  readonly requests: readonly Uint8Array[]
  readonly nodes: readonly NodeWrite[]
}

/**
 * A block under construction on a machine, under one outer checkpoint. Any throw is a fault of this node: the machine
 * is thrown away then, and the block with it.
 */
export class BlockExecution {
  readonly #machine: Machine
  readonly #block: Block
  readonly #executed: ExecutedTransaction[] = []
  readonly #receipts: Uint8Array[] = []
  readonly #bloom: Bloom
  readonly #breath = new Breath()
  #gasUsed: Gas = 0n
  readonly environment: BlockEnvironment
  /** The state so far. */
  readonly state: StateReader

  private constructor(machine: Machine, environment: BlockEnvironment, block: Block) {
    this.#machine = machine
    this.#block = block
    this.#bloom = new Bloom(undefined, machine.fork)
    this.environment = environment
    this.state = createStateReader(machine.state)
  }

  /**
   * Begins a block on the machine's state.
   * @param admissions the slots, at `registry`, that say of each model the block admits that it is admitted.
   */
  static async begin(
    machine: Machine,
    environment: BlockEnvironment,
    registry: Hex,
    admissions: readonly Uint8Array[],
  ): Promise<BlockExecution> {
    const { manager } = machine.state
    await manager.checkpoint()
    for (const slot of admissions)
      await manager.putStorage(createAddressFromString(registry), slot, bigIntToBytes(environment.number, 32))
    await openingSystemCalls(machine.fork, machine, environment)
    return new BlockExecution(machine, environment, assembleBlock(machine.fork, environment))
  }

  /** Begins a block that is there already; `admissions` as of {@link begin}. */
  static async beginAgain(
    machine: Machine,
    block: Block,
    registry: Hex,
    admissions: readonly Uint8Array[],
  ): Promise<BlockExecution> {
    const environment = viewHeader(block.header)
    const { manager } = machine.state
    await manager.checkpoint()
    for (const slot of admissions)
      await manager.putStorage(createAddressFromString(registry), slot, bigIntToBytes(environment.number, 32))
    await openingSystemCalls(machine.fork, machine, environment)
    return new BlockExecution(machine, environment, block)
  }

  get gasLeft(): Gas {
    return this.environment.gasLimit - this.#gasUsed
  }

  /** Runs a transaction that was found valid on {@link state}. */
  async run(transaction: SignedTransaction): Promise<ExecutedTransaction> {
    if (this.#breath.isDue()) await this.#breath.take()
    const { vm, evm } = this.#machine
    evm.ledger = emptyLedger()
    const result = await runTx(vm, {
      tx: transaction.engine,
      block: this.#block,
      blockGasUsed: this.#gasUsed,
      skipHardForkValidation: true,
    })
    this.#gasUsed += result.totalGasSpent
    this.#bloom.or(result.bloom)
    this.#receipts.push(encodeReceipt(result.receipt, this.#gasUsed, transaction.type))
    const executed: ExecutedTransaction = {
      transaction,
      status: result.execResult.exceptionError ? 'reverted' : 'success',
      postState: 'stateRoot' in result.receipt ? bytesToHex(result.receipt.stateRoot) : undefined,
      outcome: describeOutcome(result.execResult, result.totalGasSpent, evm.ledger.inferences),
      gasUsed: result.totalGasSpent,
      cumulativeGasUsed: this.#gasUsed,
      effectiveGasPrice: effectiveGasPrice(transaction, this.environment.baseFeePerGas ?? 0n),
      contractAddress: transaction.to === undefined ? creationAddress(transaction) : undefined,
      logs: result.receipt.logs.map(([address, topics, data]) => ({
        address: bytesToHex(address),
        topics: topics.map(bytesToHex),
        data: bytesToHex(data),
      })),
      logsBloom: bytesToHex(result.bloom.bitvector),
      inferences: evm.ledger.inferences,
      inferenceGas: evm.ledger.gas,
    }
    this.#executed.push(executed)
    return executed
  }

  /** Gives the block up; the machine's state is its parent's again. */
  abandon(): Promise<void> {
    return this.#machine.state.manager.revert()
  }

  /** Finishes the block; the machine's state is the block's then. */
  async seal(): Promise<SealedBlock> {
    const { commitments, requests, nodes } = await this.finish()
    const transactions = this.#executed.map(({ transaction }) => transaction)
    const block = assembleBlock(this.#machine.fork, this.environment, commitments, transactions)
    return {
      header: viewHeader(block.header),
      rlp: block.serialize(),
      executed: this.#executed,
      withdrawals: block.withdrawals && (this.environment.withdrawals ?? []),
      requests,
      uncles: [],
      nodes,
    }
  }

  /** Finishes the block as {@link seal} does, for a caller who has its header. */
  async finish(): Promise<{
    readonly commitments: BlockCommitments
    readonly executed: readonly ExecutedTransaction[]
    readonly requests: readonly Uint8Array[]
    readonly nodes: readonly NodeWrite[]
  }> {
    const { fork } = this.#machine
    const logs = this.#executed.flatMap(executed => executed.logs)
    const closing = await closingSystemCalls(fork, this.#machine, logs)
    await payOut(fork, this.#machine, this.#block)
    const { manager, database } = this.#machine.state
    await manager.commit()
    await trimCaches(this.#machine.state)
    const stateRoot = await manager.getStateRoot()
    const commitments = {
      stateRoot,
      transactionsTrie: listRoot(this.#executed.map(({ transaction }) => transaction.raw)),
      receiptTrie: listRoot(this.#receipts),
      logsBloom: this.#bloom.bitvector,
      gasUsed: this.#gasUsed,
      ...(closing && { requestsHash: closing.hash }),
    }
    return {
      commitments,
      executed: this.#executed,
      requests: closing?.requests ?? [],
      nodes: database.takeWrites(stateRoot),
    }
  }
}

/** Where a creating transaction puts its contract. */
export function creationAddress({ from, nonce }: SignedTransaction): Hex {
  return bytesToHex(generateAddress(hexToBytes(from), bigIntToUnpaddedBytes(nonce)))
}
