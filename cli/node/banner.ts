import pc from 'picocolors'
import { getAddress } from 'viem'
import { type ChainNode, deriveDevAccounts, devMnemonic } from '../../chain/index.ts'
import { bytesToHex } from '../../primitives/index.ts'
import type { Report } from '../command.ts'

/** What the banner of a node says beside what the node itself knows. */
export interface BannerFacts {
  readonly version: string
  readonly url: string
  /** Where the chain is kept. */
  readonly place: string
}

/** What one needs to begin with: accounts and their keys, the chain, and where it listens. */
export function describeNode(node: ChainNode, facts: BannerFacts): Report {
  const { accounts, blockGasLimit, chainId, hardfork } = node
  const chain = { chainId: Number(chainId), hardfork, blockGasLimit: Number(blockGasLimit) }
  return {
    text: renderBanner(node, facts),
    json: { ...facts, ...chain, blockNumber: Number(node.blockNumber()), accounts },
  }
}

function renderBanner(node: ChainNode, { place, url, version }: BannerFacts): string {
  const { blockGasLimit, chainId, hardfork } = node
  const accounts = deriveDevAccounts()
  const addresses = accounts.map(({ address }, i) => `(${i}) ${getAddress(address)}`)
  const keys = accounts.map(({ privateKey }, i) => `(${i}) ${bytesToHex(privateKey)}`)
  const lines = [
    pc.bold(`Inlay ${version}`) + pc.dim(' · contracts that call models'),
    '',
    pc.bold('Accounts') + pc.dim(' · 10,000 ETH each at genesis; everybody knows these keys'),
    ...addresses,
    '',
    pc.bold('Private keys'),
    ...keys,
    '',
    `Mnemonic         ${devMnemonic}`,
    `Chain id         ${chainId}`,
    `Fork             ${hardfork}`,
    `Block gas limit  ${blockGasLimit.toLocaleString('en')}`,
    `Kept in          ${place}`,
    `Newest block     ${node.blockNumber()}`,
    '',
    `Listening on ${pc.green(url)}`,
  ]
  return lines.join('\n')
}
