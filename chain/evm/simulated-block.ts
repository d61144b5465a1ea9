import type { Block } from '@ethereumjs/block'
import { createAddressFromString } from '@ethereumjs/util'
import { Bloom, runTx, VM } from '@ethereumjs/vm'
import { bytesToHex, type Gas, type Hex, type Wei } from '../../primitives/index.ts'
import type { CallOutcome, StateOverride } from '../views.ts'
import { payOut } from './block-closing.ts'
import { withBlobPrice, withPrices } from './block-prices.ts'
import { describeOutcome } from './call-outcome.ts'
import { encodeReceipt } from './encode-receipt.ts'
import { assembleBlock, type BlockEnvironment, type DecodedBlock, describeBlock } from './header.ts'
import { listRoot } from './list-root.ts'
import type { Log } from './log.ts'
import type { Machine } from './machine.ts'
import { emptyLedger } from './native-evm.ts'
import type { NodeWrite } from './node-database.ts'
import { overrideAccounts } from './override-accounts.ts'
import { sendingAsContract, withSender } from './simulation.ts'
import { closingSystemCalls, openingSystemCalls } from './system-calls.ts'
import { describeTransaction, type SignedTransaction } from './transaction.ts'
import { type IndexedLog, watchLogs } from './transfer-log.ts'
import { createEngineTransaction, type UnsignedTransaction } from './unsigned-transaction.ts'
import { createStateReader, type StateReader } from './world-state.ts'

/** A transaction of a block that is only imagined. */
export interface SimulatedTransaction {
  readonly outcome: CallOutcome
  /** Before refunds. */
  readonly mostGasUsed: Gas
  readonly logs: readonly IndexedLog[]
}

/** A finished block that nobody has. */
export interface FinishedSimulation extends DecodedBlock {
  readonly sizeBytes: number
  readonly nodes: readonly NodeWrite[]
}

/** How an imagined block differs from one that a chain could have. */
export interface SimulationRules {
  /** Of its opcodes; the header has what follows from its parent. */
  readonly blobBaseFee: Wei | undefined
  readonly overrides: ReadonlyMap<Hex, StateOverride>
  /** Whether ether's moves are among the logs. */
  readonly traceTransfers: boolean
  /** Whether a transaction that pays nothing is free. */
  readonly freeGas: boolean
}

/** A block of unsigned transactions under construction, on a machine that is thrown away afterwards. */
export class SimulatedBlock {
  readonly #machine: Machine
  readonly #environment: BlockEnvironment
  readonly #rules: SimulationRules
  readonly #block: Block
  readonly #transactions: SignedTransaction[] = []
  readonly #receipts: Uint8Array[] = []
  readonly #logs: Log[] = []
  readonly #bloom: Bloom
  readonly state: StateReader
  gasUsed: Gas = 0n
  #nextLog = 0

  private constructor(machine: Machine, environment: BlockEnvironment, rules: SimulationRules) {
    this.#machine = machine
    this.#environment = environment
    this.#rules = rules
    this.#block = assembleBlock(machine.fork, environment)
    this.#bloom = new Bloom(undefined, machine.fork)
    this.state = createStateReader(machine.state)
  }

  /** @throws PrecompileMoveError */
  static async begin(machine: Machine, environment: BlockEnvironment, rules: SimulationRules): Promise<SimulatedBlock> {
    await machine.state.manager.checkpoint()
    await overrideAccounts(machine.evm, machine.state.manager, rules.overrides)
    await openingSystemCalls(machine.fork, machine, environment)
    return new SimulatedBlock(machine, environment, rules)
  }

  /** Runs a transaction that was checked. Its nonce is not. */
  async run(transaction: UnsignedTransaction): Promise<SimulatedTransaction> {
    const { fork, evm, state } = this.#machine
    const { freeGas, traceTransfers, blobBaseFee } = this.#rules
    const sender = createAddressFromString(transaction.from)
    const engine = createEngineTransaction(fork, transaction)
    const seen = withBlobPrice(this.#block, blobBaseFee)
    const isFree = freeGas && transaction.maxFeePerGas === 0n
    const freeBlobs = freeGas && (transaction.maxFeePerBlobGas ?? 0n) === 0n
    evm.ledger = emptyLedger()
    evm.seenBlock = seen
    const watch = watchLogs(evm, this.#nextLog, traceTransfers ? 'logged' : 'unlogged')
    const vm = new VM({
      common: fork,
      stateManager: sendingAsContract(state.manager, sender),
      blockchain: evm.blockchain,
      evm,
    })
    const result = await runTx(vm, {
      tx: withSender(engine, sender),
      block: withPrices(seen, isFree, freeBlobs),
      skipNonce: true,
      skipHardForkValidation: true,
      blockGasUsed: this.gasUsed,
    })
    evm.seenBlock = undefined
    watch.end()
    this.#nextLog = watch.next
    this.gasUsed += result.totalGasSpent
    const signed = describeTransaction(engine, engine.serialize(), transaction.from)
    this.#transactions.push(signed)
    this.#bloom.or(result.bloom)
    this.#receipts.push(encodeReceipt(result.receipt, this.gasUsed, signed.type))
    const logs = result.receipt.logs.map(
      ([address, topics, data]): Log => ({
        address: bytesToHex(address),
        topics: topics.map(bytesToHex),
        data: bytesToHex(data),
      }),
    )
    this.#logs.push(...logs)
    const peak = result.totalGasSpent + (result.gasRefund ?? 0n)
    return {
      outcome: describeOutcome(result.execResult, result.totalGasSpent, evm.ledger.inferences),
      mostGasUsed: peak > signed.floorGas ? peak : signed.floorGas,
      logs: watch.take(),
    }
  }

  /** Finishes the block; the machine's state is the block's then. */
  async finish(): Promise<FinishedSimulation> {
    const { fork, state } = this.#machine
    const blobCount = this.#transactions.reduce((sum, transaction) => sum + transaction.blobCount, 0)
    const requests = await closingSystemCalls(fork, this.#machine, this.#logs)
    await payOut(fork, this.#machine, this.#block)
    await state.manager.commit()
    const stateRoot = await state.manager.getStateRoot()
    const commitments = {
      stateRoot,
      transactionsTrie: listRoot(this.#transactions.map(({ raw }) => raw)),
      receiptTrie: listRoot(this.#receipts),
      logsBloom: this.#bloom.bitvector,
      gasUsed: this.gasUsed,
      ...(fork.isActivatedEIP(4844) && { blobGasUsed: BigInt(blobCount) * fork.param('blobGasPerBlob') }),
      ...(requests && { requestsHash: requests.hash }),
    }
    const block = assembleBlock(fork, this.#environment, commitments, this.#transactions)
    return {
      ...describeBlock(
        block,
        this.#transactions.map(({ from }) => from),
      ),
      sizeBytes: block.serialize().length,
      nodes: state.database.takeWrites(stateRoot),
    }
  }
}
