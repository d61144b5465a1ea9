import { bigIntToUnpaddedBytes, createAddressFromString, generateAddress } from '@ethereumjs/util'
import { Bloom, type PostByzantiumTxReceipt, runTx } from '@ethereumjs/vm'
import type { Inference } from '../../precompiles/index.ts'
import {
  bigIntToBytes,
  bytesToHex,
  concatBytes,
  type Gas,
  type Hex,
  hexToBytes,
  type Wei,
} from '../../primitives/index.ts'
import type { Fork } from './fork.ts'
import { assembleBlock, type BlockEnvironment, type HeaderView, viewHeader } from './header.ts'
import { Breath } from './interpreter/index.ts'
import { listRoot } from './list-root.ts'
import type { Machine } from './machine.ts'
import type { NodeWrite } from './node-database.ts'
import { encodeRlp } from './rlp.ts'
import { closingSystemCalls, openingSystemCalls } from './system-calls.ts'
import type { SignedTransaction } from './transaction.ts'
import { effectiveGasPrice } from './transaction-view.ts'
import { createStateReader, type StateReader, trimCaches } from './world-state.ts'

/** What an EVM log says. */
export interface Log {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
}

/** What a transaction came to. */
export interface ExecutedTransaction {
  readonly transaction: SignedTransaction
  readonly status: 'success' | 'reverted'
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
  readonly nodes: readonly NodeWrite[]
}

/**
 * A block under construction on a machine, under one outer checkpoint. Any throw is a fault of this node: the machine
 * is thrown away then, and the block with it.
 */
export class BlockExecution {
  readonly #fork: Fork
  readonly #machine: Machine
  readonly #block: ReturnType<typeof assembleBlock>
  readonly #executed: ExecutedTransaction[] = []
  readonly #receipts: Uint8Array[] = []
  readonly #bloom: Bloom
  readonly #breath = new Breath()
  #gasUsed: Gas = 0n
  readonly environment: BlockEnvironment
  /** The state so far. */
  readonly state: StateReader

  private constructor(fork: Fork, machine: Machine, environment: BlockEnvironment) {
    this.#fork = fork
    this.#machine = machine
    this.#block = assembleBlock(fork, environment)
    this.#bloom = new Bloom(undefined, fork)
    this.environment = environment
    this.state = createStateReader(machine.state)
  }

  /**
   * Begins a block on the machine's state.
   * @param admissions the slots, at `registry`, that say of each model the block admits that it is admitted.
   */
  static async begin(
    fork: Fork,
    machine: Machine,
    environment: BlockEnvironment,
    registry: Hex,
    admissions: readonly Uint8Array[],
  ): Promise<BlockExecution> {
    const { manager } = machine.state
    await manager.checkpoint()
    for (const slot of admissions)
      await manager.putStorage(createAddressFromString(registry), slot, bigIntToBytes(environment.number, 32))
    await openingSystemCalls(machine, environment)
    return new BlockExecution(fork, machine, environment)
  }

  get gasLeft(): Gas {
    return this.environment.gasLimit - this.#gasUsed
  }

  /** Runs a transaction that was found valid on {@link state}. */
  async run(transaction: SignedTransaction): Promise<ExecutedTransaction> {
    if (this.#breath.isDue()) await this.#breath.take()
    const { vm, evm } = this.#machine
    evm.ledger = { inferences: [], gas: 0n }
    const result = await runTx(vm, {
      tx: transaction.engine,
      block: this.#block,
      blockGasUsed: this.#gasUsed,
      skipHardForkValidation: true,
    })
    this.#gasUsed += result.totalGasSpent
    this.#bloom.or(result.bloom)
    this.#receipts.push(encodeReceipt(result.receipt as PostByzantiumTxReceipt, this.#gasUsed, transaction.type))
    const executed: ExecutedTransaction = {
      transaction,
      status: result.execResult.exceptionError ? 'reverted' : 'success',
      gasUsed: result.totalGasSpent,
      cumulativeGasUsed: this.#gasUsed,
      effectiveGasPrice: effectiveGasPrice(transaction, this.environment.baseFeePerGas),
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
    const requestsHash = await closingSystemCalls(this.#machine)
    const { manager, database } = this.#machine.state
    await manager.commit()
    await trimCaches(this.#machine.state)
    const transactions = this.#executed.map(({ transaction }) => transaction)
    const stateRoot = await manager.getStateRoot()
    const commitments = {
      stateRoot,
      transactionsTrie: listRoot(transactions.map(({ raw }) => raw)),
      receiptTrie: listRoot(this.#receipts),
      logsBloom: this.#bloom.bitvector,
      gasUsed: this.#gasUsed,
      requestsHash,
    }
    const block = assembleBlock(this.#fork, this.environment, commitments, transactions)
    return {
      header: viewHeader(block.header),
      rlp: block.serialize(),
      executed: this.#executed,
      nodes: database.takeWrites(stateRoot),
    }
  }
}

/** What the receipts' trie holds of a transaction. @see EIP-658, EIP-2718 */
function encodeReceipt({ bitvector, logs, status }: PostByzantiumTxReceipt, gasUsed: Gas, type: number): Uint8Array {
  const fields = encodeRlp([bigIntToUnpaddedBytes(BigInt(status)), bigIntToUnpaddedBytes(gasUsed), bitvector, logs])
  return type === 0 ? fields : concatBytes(Uint8Array.of(type), fields)
}

function creationAddress({ from, nonce }: SignedTransaction): Hex {
  return bytesToHex(generateAddress(hexToBytes(from), bigIntToUnpaddedBytes(nonce)))
}
