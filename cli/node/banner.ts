import pc from 'picocolors'
import type { Hex } from '../../primitives/index.ts'

/** What the banner of a node says. */
export interface BannerFacts {
  readonly version: string
  readonly url: string
  readonly chainId: bigint
  readonly hardfork: string
  readonly blockNumber: bigint
  readonly blockGasLimit: bigint
  /** Where the chain is kept. */
  readonly place: string
  readonly mnemonic: string
  readonly accounts: readonly { readonly address: Hex; readonly privateKey: Hex }[]
}

/** What a person needs to begin with: accounts and their keys, the chain, and where it listens. */
export function renderBanner(facts: BannerFacts): string {
  const { accounts, blockGasLimit, blockNumber, chainId, hardfork, mnemonic, place, url, version } = facts
  const addresses = accounts.map(({ address }, i) => `(${i}) ${address}`)
  const keys = accounts.map(({ privateKey }, i) => `(${i}) ${privateKey}`)
  const lines = [
    pc.bold(`Inlay ${version}`) + pc.dim(' · contracts that call models'),
    '',
    pc.bold('Accounts') + pc.dim(' · 10,000 ETH each at genesis; everybody knows these keys'),
    ...addresses,
    '',
    pc.bold('Private keys'),
    ...keys,
    '',
    `Mnemonic         ${mnemonic}`,
    `Chain id         ${chainId}`,
    `Fork             ${hardfork}`,
    `Block gas limit  ${blockGasLimit.toLocaleString('en')}`,
    `Kept in          ${place}`,
    `Newest block     ${blockNumber}`,
    '',
    `Listening on ${pc.green(url)}`,
  ]
  return `${lines.join('\n')}\n`
}
