import { bytesToBigInt, bytesToHex, concatBytes, type Gas, type Hex, hexToBytes } from '../../primitives/index.ts'
import type { HeaderView, NodeSource, NodeWrite } from '../evm/index.ts'
import type { Store, Write } from './contract.ts'
import {
  DatabaseChainError,
  DatabaseDamagedError,
  DatabaseGenesisError,
  DatabaseSchemaError,
  type StorageFailedError,
} from './errors.ts'
import { FailStopStore } from './fail-stop.ts'
import { keys, ordinal, tables } from './keys.ts'
import {
  type BlockInference,
  type BlockRecord,
  decodeBlockRecord,
  decodeInferences,
  decodeReceiptRecords,
  encodeBlockRecord,
  encodeInferences,
  encodeReceiptRecords,
  type ReceiptRecord,
} from './records.ts'

/** The layout that this version reads and writes. */
const schemaVersion = 1

/** How many blocks from the last one on are looked for when a database is opened: more than LevelDB's log holds. */
const checkedBlocks = 10_000n

/** All that a block leaves in the database. */
export interface StoredBlock {
  readonly header: HeaderView
  readonly record: BlockRecord
  readonly receipts: readonly ReceiptRecord[]
  readonly transactionHashes: readonly Hex[]
  readonly inferences: readonly BlockInference[]
  readonly nodes: readonly NodeWrite[]
}

/** Where a mined transaction is. */
export interface TransactionLocation {
  readonly blockNumber: bigint
  readonly index: number
}

/** The chain's tables. Blocks are added to the end, each in one batch. */
export class ChainDatabase implements NodeSource {
  readonly #store: FailStopStore
  readonly #place: string

  private constructor(store: FailStopStore, place: string) {
    this.#store = store
    this.#place = place
  }

  /**
   * Reads a store as the chain's database, and marks an empty one as such.
   * @param place where the store is, for messages.
   * @throws DatabaseChainError, DatabaseSchemaError, DatabaseDamagedError, StorageFailedError.
   */
  static async open(bare: Store, chainId: bigint, place: string): Promise<ChainDatabase> {
    const store = new FailStopStore(bare, place)
    const database = new ChainDatabase(store, place)
    await database.#refuseDamage()
    const schema = store.get(keys.property('schema'))
    if (schema) {
      const haveSchema = Number(bytesToBigInt(schema))
      if (haveSchema !== schemaVersion) throw new DatabaseSchemaError(place, haveSchema, schemaVersion)
      const haveChain = bytesToBigInt(store.get(keys.property('chainId'))!)
      if (haveChain !== chainId) throw new DatabaseChainError(place, haveChain, chainId)
    } else {
      await store.write([
        { key: keys.property('schema'), value: ordinal(BigInt(schemaVersion)) },
        { key: keys.property('chainId'), value: ordinal(chainId) },
      ])
    }
    return database
  }

  /** Why nothing more is written; undefined while all goes well. */
  get failure(): StorageFailedError | undefined {
    return this.#store.failure
  }

  /** Resolves with {@link failure} once there is one. */
  get failed(): Promise<StorageFailedError> {
    return this.#store.failed
  }

  getNode(key: Uint8Array): Uint8Array | undefined {
    return this.#store.get(keys.node(key))
  }

  /** The number of the last block; undefined before the genesis is stored. */
  headNumber(): bigint | undefined {
    return this.#number(keys.property('head'))
  }

  /** The gas limit that was last chosen for the blocks to come; undefined where none ever was. */
  keptGasLimit(): Gas | undefined {
    return this.#number(keys.property('gasLimit'))
  }

  async keepGasLimit(gasLimit: Gas): Promise<void> {
    await this.#store.write([{ key: keys.property('gasLimit'), value: ordinal(gasLimit) }])
  }

  /** The genesis file that the chain began with; undefined for a devnet's own. */
  keptGenesis(): Uint8Array | undefined {
    return this.#store.get(keys.property('genesis'))
  }

  async keepGenesis(file: Uint8Array): Promise<void> {
    await this.#store.write([{ key: keys.property('genesis'), value: file }])
  }

  /** The number of the block that a fork choice marked; undefined where none did. */
  getMark(mark: 'safe' | 'finalized'): bigint | undefined {
    return this.#number(keys.property(mark))
  }

  async keepMarks(safe: bigint, finalized: bigint): Promise<void> {
    await this.#store.write([
      { key: keys.property('safe'), value: ordinal(safe) },
      { key: keys.property('finalized'), value: ordinal(finalized) },
    ])
  }

  getBlock(number: bigint): BlockRecord | undefined {
    return this.#read(keys.block(number), decodeBlockRecord)
  }

  getReceipts(number: bigint): readonly ReceiptRecord[] | undefined {
    return this.#read(keys.receipts(number), decodeReceiptRecords)
  }

  getInferences(number: bigint): readonly BlockInference[] {
    return this.#read(keys.inferences(number), decodeInferences) ?? []
  }

  /** The blocks from `first` to `last` that have logs, with their bloom filters of 256 bytes. */
  async listBlooms(
    first: bigint,
    last: bigint,
  ): Promise<readonly { readonly number: bigint; readonly bloom: Uint8Array }[]> {
    const rows = await this.#store.entries(keys.bloom(first), keys.bloom(last + 1n))
    return rows.map(([key, bloom]) => ({ number: bytesToBigInt(key.subarray(1)), bloom }))
  }

  getBlockNumber(hash: Hex): bigint | undefined {
    return this.#number(keys.blockNumber(hash))
  }

  getTransactionLocation(hash: Hex): TransactionLocation | undefined {
    return this.#read(keys.transactionPlace(hash), bytes => ({
      blockNumber: bytesToBigInt(bytes.subarray(0, 8)),
      index: Number(bytesToBigInt(bytes.subarray(8))),
    }))
  }

  getArtifact(id: Hex): Uint8Array | undefined {
    return this.#store.get(keys.artifact(id))
  }

  /** The block that admitted each admitted model. */
  async listAdmissions(): Promise<ReadonlyMap<Hex, bigint>> {
    const rows = await this.#store.entries(...tables.admissions)
    return new Map(rows.map(([key, value]) => [rowId(key), bytesToBigInt(value)]))
  }

  /** Models that wait for a block. */
  async listStaged(): Promise<readonly Hex[]> {
    return (await this.#store.entries(...tables.staged)).map(([key]) => rowId(key))
  }

  getFinding(name: string): Uint8Array | undefined {
    return this.#store.get(keys.finding(name))
  }

  async keepFinding(name: string, value: Uint8Array): Promise<void> {
    await this.#store.write([{ key: keys.finding(name), value }])
  }

  /** Keeps an artifact for the next block to admit. */
  async stage(id: Hex, artifact: Uint8Array): Promise<void> {
    await this.#store.write([
      { key: keys.artifact(id), value: artifact },
      { key: keys.staged(id), value: new Uint8Array([1]) },
    ])
  }

  /** Makes a block the head, in one batch. */
  async append(block: StoredBlock): Promise<void> {
    const { header, record, receipts, transactionHashes, inferences, nodes } = block
    const number = ordinal(header.number)
    await this.#store.write([
      ...nodes.map(({ key, value }): Write => ({ key: keys.node(key), value })),
      { key: keys.block(header.number), value: encodeBlockRecord(record) },
      { key: keys.receipts(header.number), value: encodeReceiptRecords(receipts) },
      ...(inferences.length > 0 ? [{ key: keys.inferences(header.number), value: encodeInferences(inferences) }] : []),
      ...transactionHashes.map(
        (hash, i): Write => ({ key: keys.transactionPlace(hash), value: concatBytes(number, ordinal(BigInt(i))) }),
      ),
      ...record.admissions.flatMap((id): Write[] => [
        { key: keys.admission(id), value: number },
        { key: keys.staged(id), value: undefined },
      ]),
      ...(receipts.some(({ logs }) => logs.length > 0)
        ? [{ key: keys.bloom(header.number), value: hexToBytes(header.logsBloom) }]
        : []),
      { key: keys.blockNumber(header.hash), value: number },
      { key: keys.property('head'), value: number },
    ])
  }

  /** What to throw where this database lacks something. @param what as the end of a sentence. */
  damage(what: string): DatabaseDamagedError {
    return new DatabaseDamagedError(this.#place, what)
  }

  /** What to throw where the chain began with another genesis file than was given. */
  otherGenesis(): DatabaseGenesisError {
    return new DatabaseGenesisError(this.#place)
  }

  close(): Promise<void> {
    return this.#store.close()
  }

  /** @throws DatabaseDamagedError when one of the newest blocks, or all that says where the chain ends, is not there. */
  async #refuseDamage(): Promise<void> {
    const head = this.headNumber()
    const known = head !== undefined && this.#store.get(keys.property('schema')) !== undefined
    if (!known && (await this.#store.entries(...tables.blocks)).length > 0)
      throw this.damage('it holds blocks and not which is the last')
    for (let number = head ?? -1n; number >= 0n && number > (head ?? 0n) - checkedBlocks; number--)
      if (!this.#store.get(keys.block(number)) || !this.#store.get(keys.receipts(number)))
        throw this.damage(`block ${number} is not there`)
  }

  #read<T>(key: Uint8Array, decode: (bytes: Uint8Array) => T): T | undefined {
    const bytes = this.#store.get(key)
    return bytes && decode(bytes)
  }

  #number(key: Uint8Array): bigint | undefined {
    return this.#read(key, bytesToBigInt)
  }
}

function rowId(key: Uint8Array): Hex {
  return bytesToHex(key.subarray(1))
}
