import { admittedSlot } from '../../precompiles/index.ts'
import type { Hex } from '../../primitives/index.ts'
import {
  type BlockToTrace,
  type DecodedBlock,
  decodeBlock,
  effectiveGasPrice,
  encodeStoredReceipt,
  type ForkSchedule,
  type HeaderView,
  type SignedTransaction,
  viewTransaction,
} from '../evm/index.ts'
import type { ChainDatabase, StoredBlock, TransactionLocation } from '../storage/index.ts'
import type { BlockReference, BlockView, InferenceRecord, ReceiptView, TransactionView } from '../views.ts'
import { UnknownBlockError } from './errors.ts'

/** How many blocks are kept decoded. */
const decodedBlocks = 256

/** @see EIP-4844, GAS_PER_BLOB */
const gasPerBlob = 131_072n

/** A block that the chain has. */
export interface ArchivedBlock {
  readonly header: HeaderView
  readonly transactions: readonly SignedTransaction[]
  readonly withdrawals: BlockView['withdrawals']
  readonly uncles: readonly Hex[]
  readonly admissions: readonly Hex[]
  readonly sizeBytes: number
}

/** The chain's blocks, from the genesis to the head, and what their transactions came to. */
export class BlockArchive {
  readonly #forks: ForkSchedule
  readonly #hasNatives: boolean
  readonly #database: ChainDatabase
  readonly #decoded = new Map<bigint, ArchivedBlock>()
  #head: ArchivedBlock

  /**
   * @param hasNatives whether the chain has native precompiles.
   * @throws DatabaseDamagedError when the database doesn't have its last block.
   */
  constructor(forks: ForkSchedule, database: ChainDatabase, hasNatives: boolean) {
    this.#forks = forks
    this.#hasNatives = hasNatives
    this.#database = database
    const head = this.block(database.headNumber()!)
    if (!head) throw database.damage('its last block is not there')
    this.#head = head
  }

  get head(): ArchivedBlock {
    return this.#head
  }

  /** Stores a block as the head. */
  async append(block: StoredBlock, body: Omit<DecodedBlock, 'header'>): Promise<ArchivedBlock> {
    await this.#database.append(block)
    const { header, record } = block
    const { transactions, withdrawals, uncles } = body
    const { admissions, rlp } = record
    this.#head = { header, transactions, withdrawals, uncles, admissions, sizeBytes: rlp.length }
    this.#remember(this.#head)
    return this.#head
  }

  block(number: bigint): ArchivedBlock | undefined {
    const known = this.#decoded.get(number)
    if (known) return known
    const record = this.#database.getBlock(number)
    if (!record) return undefined
    const decoded = decodeBlock(this.#forks, record.rlp, record.senders)
    const block = { ...decoded, admissions: record.admissions, sizeBytes: record.rlp.length }
    this.#remember(block)
    return block
  }

  /**
   * undefined when there is no such block. A block is final when it is stored, there being one sequencer, unless a fork
   * choice said otherwise.
   */
  find(reference: BlockReference): ArchivedBlock | undefined {
    if (reference === 'earliest') return this.block(0n)
    if (reference === 'safe' || reference === 'finalized') {
      const number = this.#database.getMark(reference)
      return number === undefined ? this.#head : this.block(number)
    }
    if (typeof reference === 'string') return this.#head
    if ('number' in reference) return this.block(reference.number)
    const number = this.#database.getBlockNumber(reference.hash)
    return number === undefined ? undefined : this.block(number)
  }

  /** @throws UnknownBlockError when there is no such block. */
  get(reference: BlockReference): ArchivedBlock {
    const block = this.find(reference)
    if (!block) throw new UnknownBlockError()
    return block
  }

  /** The RLP of a block that is there. */
  rlp(number: bigint): Uint8Array {
    return this.#database.getBlock(number)!.rlp
  }

  /** What the receipts' trie holds of each transaction of a block. */
  rawReceipts(block: ArchivedBlock): readonly Uint8Array[] {
    return this.receipts(block).map(encodeStoredReceipt)
  }

  /** What running a block again takes; not for the genesis. */
  toTrace({ header, transactions, admissions }: ArchivedBlock): BlockToTrace {
    return {
      rlp: this.rlp(header.number),
      senders: transactions.map(({ from }) => from),
      stateRoot: this.block(header.number - 1n)!.header.stateRoot,
      admissions: admissions.map(admittedSlot),
    }
  }

  view({ header, transactions, withdrawals, uncles, admissions, sizeBytes }: ArchivedBlock): BlockView {
    return {
      ...header,
      withdrawals,
      uncles,
      size: sizeBytes,
      transactions: transactions.map((_, i) => viewMined(header, transactions, i)),
      admissions,
    }
  }

  /** Whether a transaction is mined. */
  holds(transactionHash: Hex): boolean {
    return this.#database.getTransactionLocation(transactionHash) !== undefined
  }

  /** undefined when it is not mined. */
  transaction(hash: Hex): TransactionView | undefined {
    return this.#locate(hash, ({ header, transactions }, { index }) => viewMined(header, transactions, index))
  }

  /** undefined when it is not mined. */
  receipt(hash: Hex): ReceiptView | undefined {
    return this.#locate(hash, (block, { index }) => this.receipts(block)[index])
  }

  receipts({ header, transactions }: ArchivedBlock): readonly ReceiptView[] {
    let logIndex = 0
    return (this.#database.getReceipts(header.number) ?? []).map((record, transactionIndex) => {
      const transaction = transactions[transactionIndex]!
      const place = {
        blockNumber: header.number,
        blockHash: header.hash,
        transactionHash: transaction.hash,
        transactionIndex,
      }
      return {
        ...place,
        from: transaction.from,
        to: transaction.to,
        contractAddress: record.contractAddress,
        type: transaction.type,
        status: record.status,
        postState: record.postState,
        gasUsed: record.gasUsed,
        cumulativeGasUsed: record.cumulativeGasUsed,
        effectiveGasPrice: effectiveGasPrice(transaction, header.baseFeePerGas ?? 0n),
        ...(transaction.blobCount > 0 && {
          blobGasUsed: BigInt(transaction.blobCount) * gasPerBlob,
          blobGasPrice: header.blobBaseFee ?? 0n,
        }),
        logsBloom: record.logsBloom,
        logs: record.logs.map(log => ({ ...log, ...place, blockTimestamp: header.timestamp, logIndex: logIndex++ })),
        inferenceGas: this.#hasNatives ? record.inferenceGas : undefined,
      }
    })
  }

  /** In the order of execution; empty when the transaction is not mined. */
  inferences(transactionHash: Hex): readonly InferenceRecord[] {
    const location = this.#database.getTransactionLocation(transactionHash)
    if (!location) return []
    return this.#database
      .getInferences(location.blockNumber)
      .filter(({ transactionIndex }) => transactionIndex === location.index)
      .map(({ transactionIndex: _, ...inference }, index) => ({
        ...inference,
        transactionHash,
        blockNumber: location.blockNumber,
        index,
      }))
  }

  #locate<T>(hash: Hex, read: (block: ArchivedBlock, location: TransactionLocation) => T): T | undefined {
    const location = this.#database.getTransactionLocation(hash)
    return location && read(this.block(location.blockNumber)!, location)
  }

  #remember(block: ArchivedBlock): void {
    this.#decoded.set(block.header.number, block)
    if (this.#decoded.size > decodedBlocks) this.#decoded.delete(this.#decoded.keys().next().value!)
  }
}

function viewMined(
  { hash, number, timestamp, baseFeePerGas }: HeaderView,
  transactions: readonly SignedTransaction[],
  index: number,
): TransactionView {
  return viewTransaction(transactions[index]!, { hash, number, timestamp, index, baseFeePerGas })
}
