import type { ForkConfiguration } from '../../../chain/index.ts'
import type { Json } from '../../json.ts'
import { defineMethod } from '../../method.ts'
import { toQuantity } from '../../views/index.ts'

/** More blocks than a chain will have: nothing is deleted. */
const everyBlock = 2n ** 64n - 1n

/** Methods that say which rules the chain obeys and what of it this node keeps. */
export const configurationMethods = [
  defineMethod({
    name: 'eth_config',
    summary: 'The fork of the newest block, the next one and the last one that is planned, as EIP-7910 says.',
    parameters: [],
    run: ({ node }) => {
      const { current, next, last } = node.forkConfigurations()
      return { current: toForkJson(current), next: toForkJson(next), last: toForkJson(last) }
    },
  }),
  defineMethod({
    name: 'eth_capabilities',
    summary: 'Which blocks this node can answer about: all, by its archive.',
    parameters: [],
    run: async ({ node }) => {
      const head = (await node.getBlock('latest'))!
      const all = { disabled: false, oldestBlock: toQuantity(0) }
      return {
        head: { number: toQuantity(head.number), hash: head.hash },
        state: all,
        tx: all,
        logs: { ...all, deleteStrategy: { type: 'window', retentionBlocks: toQuantity(everyBlock) } },
        receipts: all,
        blocks: all,
        stateproofs: all,
      }
    },
  }),
]

function toForkJson(fork: ForkConfiguration | undefined): Json {
  if (!fork) return null
  return {
    activationTime: Number(fork.activationTime),
    blobSchedule: fork.blobSchedule,
    chainId: toQuantity(fork.chainId),
    forkId: fork.forkId,
    precompiles: fork.precompiles,
    systemContracts: fork.systemContracts,
  }
}
