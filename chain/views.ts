import type { Inference } from '../precompiles/index.ts'
import type { Gas, Hex, Wei } from '../primitives/index.ts'

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
  /** Puts the precompile that is here to another address. */
  readonly movePrecompileTo?: Hex
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

/** What a fork makes of a chain. @see EIP-7910 */
export interface ForkConfiguration {
  /** Unix time in seconds; 0 for what was there from the genesis on. */
  readonly activationTime: bigint
  readonly blobSchedule: { readonly target: number; readonly max: number; readonly baseFeeUpdateFraction: number }
  readonly chainId: bigint
  readonly forkId: Hex
  readonly precompiles: Readonly<Record<string, Hex>>
  readonly systemContracts: Readonly<Record<string, Hex>>
}

/** The forks of a chain around its head. */
export interface ForkConfigurations {
  readonly current: ForkConfiguration
  readonly next: ForkConfiguration | undefined
  readonly last: ForkConfiguration | undefined
}

/** A transaction's access list, and what it uses with it. */
export interface AccessListView {
  readonly accessList: readonly AccessListEntry[]
  readonly outcome: CallOutcome
}

/** Transactions that wait. */
export interface PoolView {
  /** Those that could run one after the other, by sender. */
  readonly pending: ReadonlyMap<Hex, readonly TransactionView[]>
  /** Those that wait for a nonce before their own. */
  readonly queued: ReadonlyMap<Hex, readonly TransactionView[]>
}
