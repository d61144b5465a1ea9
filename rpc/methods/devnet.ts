import type { ChainNode } from '../../chain/index.ts'
import { InvalidParamsError } from '../errors.ts'
import { defineMethod, optional, required } from '../method.ts'
import { type Codec, count, quantity, record } from '../params/index.ts'
import { toQuantity } from '../views/index.ts'

/** Blocks that one request may mine. */
const maxBlocks = 100_000

const mineFields = record('an object', { timestamp: quantity, blocks: count })

const mineRequest: Codec<{ readonly timestamp?: bigint; readonly blocks?: number }> = {
  type: 'a timestamp, or {timestamp, blocks}',
  decode: (value, path) =>
    typeof value === 'object' ? mineFields.decode(value, path) : { timestamp: quantity.decode(value, path) },
}

/** What a devnet can be told, under the names that Foundry, Hardhat and viem use. */
export const devnetMethods = [
  defineMethod({
    name: 'evm_mine',
    summary: 'Mines a block, empty if need be, at a time if one is given; answers 0x0.',
    parameters: [optional('request', mineRequest, undefined)],
    run: async ({ node }, request) => {
      if (request?.timestamp !== undefined) await node.setNextBlockTimestamp(request.timestamp)
      await mine(node, request?.blocks ?? 1, undefined)
      return toQuantity(0)
    },
  }),
  defineMethod({
    name: 'anvil_mine',
    aliases: ['hardhat_mine'],
    summary: 'Mines blocks, some seconds apart if an interval is given.',
    parameters: [optional('blocks', count, 1), optional('interval', quantity, undefined)],
    run: async ({ node }, blocks, interval) => {
      await mine(node, blocks, interval)
      return null
    },
  }),
  defineMethod({
    name: 'evm_setNextBlockTimestamp',
    aliases: ['anvil_setNextBlockTimestamp'],
    summary: 'Sets the time of the next block, in Unix seconds.',
    parameters: [required('timestamp', quantity)],
    run: async ({ node }, timestamp) => {
      await node.setNextBlockTimestamp(timestamp)
      return null
    },
  }),
  defineMethod({
    name: 'evm_increaseTime',
    aliases: ['anvil_increaseTime'],
    summary: "Moves the node's clock on by seconds; answers by how many it is ahead in all.",
    parameters: [required('seconds', quantity)],
    run: async ({ node }, seconds) => Number(await node.increaseTime(seconds)),
  }),
  defineMethod({
    name: 'anvil_nodeInfo',
    summary: 'The head, the fork and the fees, as Foundry asks for them.',
    parameters: [],
    run: async ({ node }) => {
      const [head, gasPrice] = await Promise.all([node.getBlock('latest'), node.gasPrice()])
      if (!head) throw new Error('the chain has no newest block')
      return {
        currentBlockNumber: toQuantity(head.number),
        currentBlockTimestamp: Number(head.timestamp),
        currentBlockHash: head.hash,
        hardFork: node.hardfork,
        transactionOrder: 'fees',
        environment: {
          baseFee: toQuantity(head.baseFeePerGas ?? 0n),
          chainId: Number(node.chainId),
          gasLimit: toQuantity(head.gasLimit),
          gasPrice: toQuantity(gasPrice),
        },
        forkConfig: { forkUrl: null, forkBlockNumber: null, forkRetryBackoff: null },
      }
    },
  }),
]

async function mine(node: ChainNode, blocks: number, interval: bigint | undefined): Promise<void> {
  if (blocks > maxBlocks) throw new InvalidParamsError(`too many blocks, have ${blocks}, want at most ${maxBlocks}`)
  for (let i = 0; i < blocks; i++) {
    const { timestamp } = await node.mine()
    if (interval !== undefined && i + 1 < blocks) await node.setNextBlockTimestamp(timestamp + interval)
  }
}
