import type { BackendChoice } from '../models/index.ts'
import type { NativePrecompile } from '../precompiles/index.ts'
import type { Gas } from '../primitives/index.ts'
import type { ForkChoice } from './import-chain.ts'
import type { Durability } from './storage/index.ts'

/** How a chain is opened. What is left out takes its default. */
export interface ChainOptions {
  /** A folder, created where there is none, or memory that ends with the process. */
  readonly database: { readonly kind: 'level'; readonly path: string } | { readonly kind: 'memory' }
  /** A genesis file in geth's format: a devnet's own, or the one that the database keeps. It says the chain id. */
  readonly genesis?: Uint8Array
  /** Blocks to import, one RLP after the other. */
  readonly importChain?: Uint8Array
  /** What a consensus client says is the head: such a node takes transactions and builds no blocks with them. */
  readonly forkChoice?: ForkChoice
  /** 31337. */
  readonly chainId?: bigint
  /** What a stored block outlives: `process`. */
  readonly durability?: Durability
  /** Which backend runs models: `auto`. */
  readonly backend?: BackendChoice
  /** Of the blocks to come, and kept in the database: what it keeps, 200,000,000 on a new chain. */
  readonly gasLimit?: Gas
  /** Unix time in milliseconds: the machine's. */
  readonly clock?: () => number
  /** Contracts whose code is this node's, fixed by the genesis: the inference precompile. */
  readonly precompiles?: readonly NativePrecompile[]
}

export const defaultChainId = 31_337n
export const defaultGasLimit: Gas = 200_000_000n
