import type { BaseError, Gas, Hex, Wei } from '../primitives/index.ts'
import type { PayloadRequest, PayloadView } from './build-payload.ts'
import type { AccountProof } from './evm/index.ts'
import type { BlockOverride, SimulatedBlockView, SimulationRequest } from './simulation-contract.ts'
import type { TraceRequest, TransactionTrace } from './trace-contract.ts'
import type {
  AccessListView,
  AccountView,
  BlockReference,
  BlockView,
  CallOutcome,
  CallRequest,
  FeeHistory,
  ForkConfigurations,
  InferenceRecord,
  LogFilter,
  LogView,
  ModelView,
  PoolView,
  ReceiptView,
  StateOverride,
  TransactionView,
} from './views.ts'

/** The facade that rpc, bench and the CLI talk to. Addresses and hashes are lower-case hex. */
export interface ChainNode {
  readonly chainId: bigint
  /** Name of the active fork, geth's spelling in lower case. */
  readonly hardfork: string
  /** Addresses whose keys the node holds, in the mnemonic's order. */
  readonly accounts: readonly Hex[]
  readonly blockGasLimit: Gas
  /** Why this node stores nothing more, though it answers questions; undefined while all goes well. */
  readonly failure: BaseError | undefined
  /** Resolves with {@link failure} once there is one: whoever runs the node closes it then. */
  readonly failed: Promise<BaseError>

  /** undefined when there is no such block. */
  getBlock(reference: BlockReference): Promise<BlockView | undefined>
  blockNumber(): bigint
  getTransaction(hash: Hex): Promise<TransactionView | undefined>
  /** undefined while it is not mined. */
  getReceipt(transactionHash: Hex): Promise<ReceiptView | undefined>
  /** undefined when there is no such block. */
  getBlockReceipts(reference: BlockReference): Promise<readonly ReceiptView[] | undefined>
  /** RLP of a block; undefined when there is no such block. */
  getRawBlock(reference: BlockReference): Promise<Uint8Array | undefined>
  /** What the receipts' trie holds of a block's transactions; undefined when there is no such block. */
  getRawReceipts(reference: BlockReference): Promise<readonly Uint8Array[] | undefined>
  getLogs(filter: LogFilter): Promise<readonly LogView[]>

  /** These throw UnknownBlockError when there is no such block. An account that doesn't exist is empty. */
  getAccount(address: Hex, at: BlockReference): Promise<AccountView>
  getCode(address: Hex, at: BlockReference): Promise<Uint8Array>
  /** @param slots 32 bytes each. */
  getProof(address: Hex, slots: readonly Hex[], at: BlockReference): Promise<AccountProof>
  getStorageAt(address: Hex, slot: Uint8Array, at: BlockReference): Promise<Uint8Array>

  /** Runs a call on the state of `at` and leaves no trace; a node fault is a throw. */
  call(
    request: CallRequest,
    at: BlockReference,
    overrides?: ReadonlyMap<Hex, StateOverride>,
    block?: BlockOverride,
  ): Promise<CallOutcome>
  /** The access list that a call needs, and what it comes to with it. */
  createAccessList(
    request: CallRequest,
    at: BlockReference,
    overrides?: ReadonlyMap<Hex, StateOverride>,
  ): Promise<AccessListView>
  /** Runs a call as {@link call} does, and records it. */
  traceCall(
    request: CallRequest,
    at: BlockReference,
    overrides: ReadonlyMap<Hex, StateOverride>,
    block: BlockOverride,
    trace: TraceRequest,
  ): Promise<TransactionTrace>
  /** Runs a mined transaction again. @throws TransactionNotFoundError */
  traceTransaction(hash: Hex, trace: TraceRequest): Promise<TransactionTrace>
  /** Runs a block again. @throws UnknownBlockError, GenesisNotTraceableError. */
  traceBlock(reference: BlockReference, trace: TraceRequest): Promise<readonly TransactionTrace[]>
  /** Runs blocks that nobody has and leaves no trace. @throws UnknownBlockError, and the first fault of a transaction. */
  simulate(request: SimulationRequest): Promise<readonly SimulatedBlockView[]>
  /**
   * The least gas limit with which the whole transaction succeeds and no call of a native precompile, caught or not, halts
   * for lack of what a block's gas would have given it; the failing outcome where none does.
   */
  estimateGas(
    request: CallRequest,
    at: BlockReference,
    overrides?: ReadonlyMap<Hex, StateOverride>,
  ): Promise<{ readonly status: 'success'; readonly gas: Gas } | Exclude<CallOutcome, { status: 'success' }>>

  /**
   * Takes a signed transaction and, under automine, resolves when the block that holds it is stored.
   * @throws BaseError with geth's words when the pool can't take it.
   */
  sendRawTransaction(raw: Uint8Array): Promise<Hex>
  /**
   * Signs with a key the node holds, filling in what is left out, then as {@link sendRawTransaction}.
   * @throws UnknownAccountError, TransactionWouldFailError where the gas limit is left out and none is enough.
   */
  sendTransaction(request: CallRequest): Promise<Hex>
  /** Signs the message as EIP-191 says with a key the node holds. */
  signMessage(address: Hex, message: Uint8Array): Promise<Hex>
  /** Signs structured data as EIP-712 says with a key the node holds. @throws UnknownAccountError, TypedDataError. */
  signTypedData(address: Hex, typedData: object): Promise<Hex>
  /** Tells `listener` of every block that is stored from here on, in their order. @returns what ends it. */
  onBlock(listener: (block: BlockView) => void): () => void
  /** Builds a block and does not store it. @throws UnknownBlockError, ProofOfWorkError, and what a transaction can't run for. */
  buildPayload(request: PayloadRequest): Promise<PayloadView>
  /** Whether a block is built as soon as there is something to put into one. */
  automines(): boolean
  /** Chooses that; resolves, where it is chosen, when nothing is left to put into a block. */
  setAutomine(enabled: 'on' | 'off'): Promise<void>
  /** The seconds after which a block is built again and again; undefined for never. */
  intervalMining(): number | undefined
  /** Chooses those and ends automining; undefined ends the building. */
  setIntervalMining(seconds: number | undefined): Promise<void>
  /** Takes transactions out of the pool: one, those of a sender, or all. @returns the hashes of those that were there. */
  dropTransactions(which: { readonly hash: Hex } | { readonly sender: Hex } | 'all'): Promise<readonly Hex[]>
  /** Seals a block from the pool, empty if need be. */
  mine(): Promise<BlockView>
  /**
   * Sets the time of the next block, in Unix seconds; those after it go on from there.
   * @throws TimestampError when it isn't after the last block's.
   */
  setNextBlockTimestamp(timestamp: bigint): Promise<void>
  /** Shifts the time of all later blocks. @returns the seconds that the node's clock is ahead of the machine's. */
  increaseTime(seconds: bigint): Promise<bigint>

  /** The base fee of the next block. */
  nextBaseFee(): Wei
  /** What the chain's forks around its head are. */
  forkConfigurations(): ForkConfigurations
  /** What waits in the pool. */
  poolContent(): Promise<PoolView>
  /** Suggested price for a type 0 transaction. */
  gasPrice(): Promise<Wei>
  maxPriorityFeePerGas(): Promise<Wei>
  feeHistory(blockCount: number, newest: BlockReference, rewardPercentiles: readonly number[]): Promise<FeeHistory>

  /**
   * Checks and stores an artifact and stages it for admission; under automine it resolves when a block has admitted it.
   * Adding one that is there already changes nothing.
   * @throws AdmissionError with every fault of the file.
   */
  addModel(artifact: Uint8Array): Promise<ModelView>
  getModel(id: Hex): Promise<ModelView | undefined>
  getArtifact(id: Hex): Promise<Uint8Array | undefined>
  listModels(): Promise<readonly ModelView[]>
  /**
   * Gas of a call with `batch` inputs, its calldata aside: what the precompile's `quote` answers once it is admitted.
   * @throws UnknownModelError
   */
  quote(id: Hex, batch: number): Promise<Gas>
  /**
   * Runs a model off-chain, the same bits as `infer`.
   * @throws UnknownModelError, ModelInputSizeError, ModelInputValueError.
   */
  runModel(
    id: Hex,
    inputs: Uint8Array,
  ): Promise<{ readonly outputs: Uint8Array; readonly durationMs: number; readonly backend: string }>
  /** Empty for an unknown transaction. */
  getInferences(transactionHash: Hex): Promise<readonly InferenceRecord[]>

  /** Finishes the block under construction and closes the database. Calling it twice does nothing. */
  close(): Promise<void>
}
