import type { Inference } from '../precompiles/index.ts'
import type { BaseError, Gas, Hex, Wei } from '../primitives/index.ts'

/** Which block a question is about. */
export type BlockReference =
  | 'latest'
  | 'pending'
  | 'safe'
  | 'finalized'
  | 'earliest'
  | { readonly number: bigint }
  | { readonly hash: Hex; readonly requireCanonical?: boolean }

export interface AccessListEntry {
  readonly address: Hex
  readonly storageKeys: readonly Hex[]
}

/** A signed EIP-7702 authorization. */
export interface Authorization {
  readonly chainId: bigint
  readonly address: Hex
  readonly nonce: bigint
  readonly yParity: bigint
  readonly r: bigint
  readonly s: bigint
}

/** A transaction as clients see it; the block fields are undefined while it is pending. */
export interface TransactionView {
  readonly hash: Hex
  readonly type: number
  readonly from: Hex
  /** undefined creates a contract. */
  readonly to: Hex | undefined
  readonly nonce: bigint
  readonly gas: Gas
  readonly value: Wei
  readonly input: Hex
  /** undefined for an unprotected legacy transaction. */
  readonly chainId: bigint | undefined
  /** What it pays per gas: the declared price of types 0 and 1, the effective one of a mined type 2 and above. */
  readonly gasPrice: Wei
  readonly maxFeePerGas?: Wei
  readonly maxPriorityFeePerGas?: Wei
  readonly maxFeePerBlobGas?: Wei
  readonly accessList?: readonly AccessListEntry[]
  readonly blobVersionedHashes?: readonly Hex[]
  readonly authorizationList?: readonly Authorization[]
  readonly v: bigint
  readonly r: bigint
  readonly s: bigint
  /** EIP-2718 bytes, without blobs. */
  readonly raw: Hex
  readonly block:
    | { readonly hash: Hex; readonly number: bigint; readonly index: number; readonly timestamp: bigint }
    | undefined
}

/** Ether that the beacon chain paid out. @see EIP-4895 */
export interface Withdrawal {
  readonly index: bigint
  readonly validatorIndex: bigint
  readonly address: Hex
  /** In gwei. */
  readonly amount: bigint
}

export interface BlockView {
  readonly hash: Hex
  readonly number: bigint
  readonly parentHash: Hex
  /** Unix time in seconds. */
  readonly timestamp: bigint
  readonly gasLimit: Gas
  readonly gasUsed: Gas
  readonly miner: Hex
  readonly nonce: Hex
  readonly sha3Uncles: Hex
  readonly logsBloom: Hex
  readonly transactionsRoot: Hex
  readonly stateRoot: Hex
  readonly receiptsRoot: Hex
  readonly difficulty: bigint
  readonly extraData: Hex
  readonly mixHash: Hex
  readonly baseFeePerGas?: Wei
  readonly withdrawalsRoot?: Hex
  readonly blobGasUsed?: Gas
  readonly excessBlobGas?: Gas
  readonly parentBeaconBlockRoot?: Hex
  readonly requestsHash?: Hex
  /** Bytes of its RLP. */
  readonly size: number
  /** Hashes of uncles' headers. */
  readonly uncles: readonly Hex[]
  /** undefined before Shanghai. */
  readonly withdrawals: readonly Withdrawal[] | undefined
  readonly transactions: readonly TransactionView[]
  /** Models that this block admitted, sorted. */
  readonly admissions: readonly Hex[]
}

export interface LogView {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: bigint
  readonly blockHash: Hex
  readonly blockTimestamp: bigint
  readonly transactionHash: Hex
  readonly transactionIndex: number
  /** Index within the block. */
  readonly logIndex: number
}

export interface ReceiptView {
  readonly transactionHash: Hex
  readonly transactionIndex: number
  readonly blockHash: Hex
  readonly blockNumber: bigint
  readonly from: Hex
  readonly to: Hex | undefined
  readonly contractAddress: Hex | undefined
  readonly type: number
  readonly status: 'success' | 'reverted'
  /** The state after it, where receipts say that instead of `status`: before Byzantium. */
  readonly postState: Hex | undefined
  readonly gasUsed: Gas
  readonly cumulativeGasUsed: Gas
  readonly effectiveGasPrice: Wei
  readonly blobGasUsed?: Gas
  readonly blobGasPrice?: Wei
  readonly logsBloom: Hex
  readonly logs: readonly LogView[]
  /** The native precompiles' own charges in this transaction, summed; undefined on a chain that has none. */
  readonly inferenceGas: Gas | undefined
}

/** A call that is not signed. What is left out takes the node's default. */
export interface CallRequest {
  readonly from?: Hex
  readonly to?: Hex
  readonly gas?: Gas
  readonly gasPrice?: Wei
  readonly maxFeePerGas?: Wei
  readonly maxPriorityFeePerGas?: Wei
  readonly value?: Wei
  readonly data?: Uint8Array
  readonly nonce?: bigint
  readonly accessList?: readonly AccessListEntry[]
  readonly blobVersionedHashes?: readonly Hex[]
  readonly maxFeePerBlobGas?: Wei
  readonly authorizationList?: readonly Authorization[]
}

/** Account state that a call sees instead of the chain's. */
export interface StateOverride {
  readonly balance?: Wei
  readonly nonce?: bigint
  readonly code?: Uint8Array
  /** Replaces the whole storage. */
  readonly state?: ReadonlyMap<Hex, Hex>
  /** Replaces single slots. */
  readonly stateDiff?: ReadonlyMap<Hex, Hex>
}

export type CallOutcome =
  | {
      readonly status: 'success'
      readonly output: Uint8Array
      readonly gasUsed: Gas
      readonly inferences: readonly Inference[]
    }
  /** `output` is the revert data. */
  | { readonly status: 'revert'; readonly output: Uint8Array; readonly gasUsed: Gas }
  /** `reason` is geth's text, "out of gas" for one. */
  | { readonly status: 'halt'; readonly reason: string; readonly gasUsed: Gas }

export interface AccountView {
  readonly balance: Wei
  readonly nonce: bigint
  readonly codeHash: Hex
  readonly storageRoot: Hex
}

export interface LogFilter {
  readonly from: BlockReference
  readonly to: BlockReference
  /** Any of these; empty for all. */
  readonly addresses: readonly Hex[]
  /** Per position any of these; undefined for all. */
  readonly topics: readonly (readonly Hex[] | undefined)[]
}

/** An inference that a mined transaction made, in the order of execution. */
export interface InferenceRecord extends Inference {
  readonly transactionHash: Hex
  readonly blockNumber: bigint
  /** Index within the transaction. */
  readonly index: number
}

/** A model that this node holds. */
export interface ModelView {
  readonly id: Hex
  readonly name: string
  readonly artifactBytes: number
  readonly inputs: readonly { readonly name: string; readonly elementType: string; readonly shape: readonly number[] }[]
  readonly outputs: readonly {
    readonly name: string
    readonly elementType: string
    readonly shape: readonly number[]
  }[]
  readonly macs: number
  /** Gas of one `infer`, as `quote(id, 1)` answers. */
  readonly gas: Gas
  /** The block that admitted it; undefined while it is staged. */
  readonly admittedIn: bigint | undefined
  /** The backend that runs it here; `unavailable` where none that was asked for does. */
  readonly backend: string
}

export interface FeeHistory {
  readonly oldestBlock: bigint
  /** One more than the blocks. */
  readonly baseFeePerGas: readonly Wei[]
  readonly gasUsedRatio: readonly number[]
  readonly baseFeePerBlobGas: readonly Wei[]
  readonly blobGasUsedRatio: readonly number[]
  /** Per block, per percentile asked for. */
  readonly reward: readonly (readonly Wei[])[]
}

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
  getLogs(filter: LogFilter): Promise<readonly LogView[]>

  /** These throw UnknownBlockError when there is no such block. An account that doesn't exist is empty. */
  getAccount(address: Hex, at: BlockReference): Promise<AccountView>
  getCode(address: Hex, at: BlockReference): Promise<Uint8Array>
  getStorageAt(address: Hex, slot: Uint8Array, at: BlockReference): Promise<Uint8Array>

  /** Runs a call on the state of `at` and leaves no trace; a node fault is a throw. */
  call(request: CallRequest, at: BlockReference, overrides?: ReadonlyMap<Hex, StateOverride>): Promise<CallOutcome>
  /** The least gas limit with which the whole transaction succeeds; the failing outcome where none does. */
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
  /** Tells `listener` of every block that is stored from here on, in their order. @returns what ends it. */
  onBlock(listener: (block: BlockView) => void): () => void
  /** Seals a block from the pool, empty if need be. */
  mine(): Promise<BlockView>
  /**
   * Sets the time of the next block, in Unix seconds; those after it go on from there.
   * @throws TimestampError when it isn't after the last block's.
   */
  setNextBlockTimestamp(timestamp: bigint): Promise<void>
  /** Shifts the time of all later blocks. @returns the seconds that the node's clock is ahead of the machine's. */
  increaseTime(seconds: bigint): Promise<bigint>

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
