import { paramsBlock } from '@ethereumjs/block'
import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { paramsEVM } from '@ethereumjs/evm'
import { paramsTx } from '@ethereumjs/tx'
import { paramsVM } from '@ethereumjs/vm'
import { nativeCrypto } from './crypto.ts'

/**
 * Osaka's rules on a chain of ours, EIP-7825's transaction gas cap off.
 *
 * One instance serves a whole chain: its rules never change after construction, so copies are the instance itself, and
 * the parameters that every EthereumJS constructor merges in again are ignored. Lookups of active EIPs go through a
 * set: the linear search they replace was a third of the interpreter's time.
 */
class FixedFork extends Common {
  readonly #active: ReadonlySet<number>
  readonly #fixed: boolean

  constructor(chainId: number) {
    super({ chain: { ...Mainnet, chainId, name: 'inlay' }, hardfork: Hardfork.Osaka, customCrypto: nativeCrypto })
    for (const params of [paramsEVM, paramsTx, paramsBlock, paramsVM]) super.updateParams(params)
    super.updateParams({ 7825: { maxTransactionGasLimit: '0x7fffffffffffffff' } })
    this.#active = new Set(this._activatedEIPsCache)
    this.#fixed = true
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

/** The rules of a chain: which EIPs are active, what they cost, how signatures are checked. */
export type Fork = Common

/** The name of the fork that every chain of ours runs, as geth spells it. */
export const hardforkName = 'osaka'

export function createFork(chainId: bigint): Fork {
  return new FixedFork(Number(chainId))
}
