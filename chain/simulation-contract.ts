import type { Gas, Hex, Wei } from '../primitives/index.ts'
import type {
  BlockReference,
  BlockView,
  CallOutcome,
  CallRequest,
  LogView,
  StateOverride,
  Withdrawal,
} from './views.ts'

/** Header fields that a call or an imagined block has instead of the chain's. */
export interface BlockOverride {
  readonly number?: bigint
  readonly timestamp?: bigint
  readonly gasLimit?: Gas
  readonly baseFeePerGas?: Wei
  /** What BLOBBASEFEE answers; the header has what follows from its parent. */
  readonly blobBaseFee?: Wei
  readonly miner?: Hex
  readonly mixHash?: Hex
  readonly difficulty?: bigint
  readonly parentBeaconBlockRoot?: Hex
  readonly withdrawals?: readonly Withdrawal[]
}

/** A block to imagine: what is overridden before it, and its transactions. */
export interface ImaginedBlock {
  readonly block: BlockOverride
  readonly overrides: ReadonlyMap<Hex, StateOverride>
  readonly calls: readonly CallRequest[]
}

/** Blocks to imagine after one of the chain's. @see eth_simulateV1 of the execution APIs */
export interface SimulationRequest {
  readonly at: BlockReference
  readonly blocks: readonly ImaginedBlock[]
  /** Whether ether's moves are among the logs. */
  readonly traceTransfers: boolean
  /** `none` lets nonces be what they are, and transactions without a price be free. */
  readonly validation: 'full' | 'none'
}

/** What a transaction of an imagined block came to. */
export interface SimulatedCall {
  readonly outcome: CallOutcome
  /** Before refunds. */
  readonly mostGasUsed: Gas
  readonly logs: readonly LogView[]
}

export interface SimulatedBlockView {
  readonly block: BlockView
  readonly calls: readonly SimulatedCall[]
}
