import { paramsBlock } from '@ethereumjs/block'
import { type ChainConfig, Common, Hardfork } from '@ethereumjs/common'
import { paramsEVM } from '@ethereumjs/evm'
import { paramsTx } from '@ethereumjs/tx'
import { paramsVM } from '@ethereumjs/vm'
import type { Hex } from '../../primitives/index.ts'
import { nativeCrypto } from './crypto.ts'

/** The mainnet's deposit contract, which a genesis may put elsewhere. @see EIP-6110 */
const mainnetDeposits: Hex = '0x00000000219ab540356cbb839cbe05303d7705fa'

/** What a rule set adds to its fork's. */
export interface ForkRules {
  /** Whether a transaction's gas is capped from Osaka on. @see EIP-7825 */
  readonly transactionGasCap: boolean
}

/**
 * One fork's rules on a chain.
 *
 * One instance serves all blocks of its fork: its rules never change after construction, so copies are the instance
 * itself, and the parameters that every EthereumJS constructor merges in again are ignored. Lookups of active EIPs go
 * through a set: the linear search they replace was a third of the interpreter's time.
 */
class FixedFork extends Common {
  readonly #active: ReadonlySet<number>
  readonly #fixed: boolean
  #callRules: FixedFork | undefined
  /** In lower case. */
  readonly depositContract: Hex
  readonly #uncapped: () => FixedFork

  constructor(chain: ChainConfig, hardfork: string, { transactionGasCap }: ForkRules) {
    super({ chain, hardfork, customCrypto: nativeCrypto })
    for (const params of [paramsEVM, paramsTx, paramsBlock, paramsVM]) super.updateParams(params)
    if (!transactionGasCap) super.updateParams({ 7825: { maxTransactionGasLimit: '0x7fffffffffffffff' } })
    this.#uncapped = () => (transactionGasCap ? new FixedFork(chain, hardfork, { transactionGasCap: false }) : this)
    this.#active = new Set(this._activatedEIPsCache)
    this.#fixed = true
    this.depositContract = (chain.depositContractAddress?.toLowerCase() as Hex | undefined) ?? mainnetDeposits
  }

  /** The same rules without {@link ForkRules.transactionGasCap}: those of calls, which are no transactions. */
  get uncapped(): FixedFork {
    this.#callRules ??= this.#uncapped()
    return this.#callRules
  }

  /** The most gas of a transaction. @see EIP-7825 */
  get mostTransactionGas(): bigint | undefined {
    return this.isActivatedEIP(7825) ? this.param('maxTransactionGasLimit') : undefined
  }

  override updateParams(...params: Parameters<Common['updateParams']>): void {
    if (!this.#fixed) super.updateParams(...params)
  }

  override isActivatedEIP(eip: number): boolean {
    return this.#active.has(eip)
  }

  override copy(): Common {
    return this
  }
}

/** The rules of a block: which EIPs are active, what they cost, how signatures are checked. */
export type Fork = FixedFork

export function createFork(chain: ChainConfig, hardfork: string, rules: ForkRules): Fork {
  return new FixedFork(chain, hardfork, rules)
}

/** The most blob gas of a block. @see EIP-7840 */
export function mostBlobGas(fork: Fork): bigint {
  return fork.getBlobGasSchedule().maxBlobGasPerBlock
}

/** Whether blocks are paid for with a reward, and sealed by work. */
export function isProofOfWork(fork: Fork): boolean {
  return !fork.gteHardfork(Hardfork.Paris)
}
