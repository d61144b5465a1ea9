import { type ChainConfig, Hardfork, Mainnet, parseGethGenesis } from '@ethereumjs/common'
import { createFork, type Fork, type ForkRules } from './fork.ts'

/** A fork and the first block, or the first second, that it rules. */
export type Activation =
  | { readonly name: string; readonly block: bigint }
  | { readonly name: string; readonly timestamp: bigint }

/** @see EIP-4844, GAS_PER_BLOB */
const gasPerBlob = 131_072

/** Which rules a chain's blocks obey. */
export interface ForkSchedule {
  readonly chainId: bigint
  /** In their order. */
  readonly activations: readonly Activation[]
  at(number: bigint, timestamp: bigint): Fork
  /** The rules of one of {@link activations}. */
  named(name: string): Fork
}

/** The schedule of a chain that runs Osaka from its genesis on, EIP-7825's transaction gas cap off. */
export function osakaSchedule(chainId: bigint): ForkSchedule {
  const chain: ChainConfig = { ...Mainnet, chainId: Number(chainId), name: 'inlay' }
  return schedule(chain, [{ name: Hardfork.Osaka, block: 0n }], { transactionGasCap: false })
}

/**
 * The schedule that the `config` of a genesis file in geth's format asks for.
 * @throws Error whose message says what is wrong with it.
 */
export function gethSchedule(genesis: object, rules: ForkRules): ForkSchedule {
  const chain = parseGethGenesis(genesis as never, 'genesis') as unknown as ChainConfig
  const activations = chain.hardforks.flatMap(({ name, block, timestamp }): Activation[] => {
    if (timestamp !== undefined) return [{ name, timestamp: BigInt(timestamp) }]
    return block === null ? [] : [{ name, block: BigInt(block) }]
  })
  for (const { params } of Object.values(chain.customHardforks ?? {})) if (params) countBlobs(params)
  return schedule(chain, activations, rules)
}

/** EthereumJS reads a blob schedule in gas up to Osaka and in blobs from the first blob-parameter fork on. */
function countBlobs(params: Record<string, unknown>): void {
  params.target = Number(params.targetBlobGasPerBlock) / gasPerBlob
  params.max = Number(params.maxBlobGasPerBlock) / gasPerBlob
}

function schedule(chain: ChainConfig, activations: readonly Activation[], rules: ForkRules): ForkSchedule {
  const forks = new Map<string, Fork>()
  const named = (name: string) => {
    const fork = forks.get(name) ?? createFork(chain, name, rules)
    forks.set(name, fork)
    return fork
  }
  return {
    chainId: BigInt(chain.chainId),
    activations,
    named,
    at(number, timestamp) {
      const active = activations.findLast(activation =>
        'block' in activation ? activation.block <= number : activation.timestamp <= timestamp,
      )
      return named(active!.name)
    },
  }
}
