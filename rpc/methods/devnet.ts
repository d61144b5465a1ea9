import { setImmediate as nextTurn } from 'node:timers/promises'
import { InterruptedError, InvalidParamsError } from '../errors.ts'
import type { Json } from '../json.ts'
import { type Context, defineMethod, type Method, optional, required } from '../method.ts'
import { address, type Codec, converted, count, flag, hash, record, u64 } from '../params/index.ts'
import { toQuantity } from '../views/index.ts'

/** Blocks that one request may mine. */
const maxBlocks = 100_000

const blockCount = converted(count, (blocks, path) => {
  if (blocks > maxBlocks)
    throw new InvalidParamsError(`invalid ${path}: want at most ${maxBlocks} blocks, have ${blocks}`)
  return blocks
})

/** A timer waits at most 2^31 milliseconds. */
const maxIntervalSeconds = 2_000_000

const intervalSeconds = converted(count, (seconds, path) => {
  if (seconds > maxIntervalSeconds)
    throw new InvalidParamsError(`invalid ${path}: want at most ${maxIntervalSeconds} seconds, have ${seconds}`)
  return seconds
})

const mineFields = record('an object', { timestamp: u64, blocks: blockCount })

const mineRequest: Codec<{ readonly timestamp?: bigint; readonly blocks?: number }> = {
  type: 'a timestamp, or {timestamp, blocks}',
  decode: (value, path) =>
    typeof value === 'object' ? mineFields.decode(value, path) : { timestamp: u64.decode(value, path) },
}

/** What a devnet can be told, under the names that Foundry, Hardhat and viem use. */
export const devnetMethods = [
  defineMethod({
    name: 'evm_mine',
    summary: 'Mines a block, empty if need be, at a time if one is given; answers 0x0.',
    parameters: [optional('request', mineRequest, undefined)],
    run: async (context, request) => {
      if (request?.timestamp !== undefined) await context.node.setNextBlockTimestamp(request.timestamp)
      await mine(context, request?.blocks ?? 1, undefined)
      return toQuantity(0)
    },
  }),
  mineMethod('anvil_mine', 'Mines blocks, some seconds apart if an interval is given; answers null.', null),
  mineMethod('hardhat_mine', 'anvil_mine that answers true.', true),
  defineMethod({
    name: 'evm_setNextBlockTimestamp',
    aliases: ['anvil_setNextBlockTimestamp'],
    summary: 'Sets the time of the next block, in Unix seconds.',
    parameters: [required('timestamp', u64)],
    run: async ({ node }, timestamp) => {
      await node.setNextBlockTimestamp(timestamp)
      return null
    },
  }),
  defineMethod({
    name: 'evm_increaseTime',
    aliases: ['anvil_increaseTime'],
    summary: "Moves the node's clock on by seconds; answers by how many it is ahead in all.",
    parameters: [required('seconds', u64)],
    run: async ({ node }, seconds) => Number(await node.increaseTime(seconds)),
  }),
  defineMethod({
    name: 'evm_setAutomine',
    aliases: ['anvil_setAutomine', 'hardhat_setAutomine'],
    summary: 'Chooses whether a block is built as soon as there is something to put into one.',
    parameters: [required('enabled', flag)],
    run: async ({ node }, enabled) => {
      await node.setAutomine(enabled ? 'on' : 'off')
      return null
    },
  }),
  defineMethod({
    name: 'anvil_getAutomine',
    aliases: ['hardhat_getAutomine'],
    summary: 'Whether a block is built as soon as there is something to put into one.',
    parameters: [],
    run: ({ node }) => node.automines(),
  }),
  defineMethod({
    name: 'evm_setIntervalMining',
    aliases: ['anvil_setIntervalMining', 'hardhat_setIntervalMining'],
    summary: 'Builds a block each so many seconds and ends automining; 0 ends the building.',
    parameters: [required('seconds', intervalSeconds)],
    run: async ({ node }, seconds) => {
      await node.setIntervalMining(seconds === 0 ? undefined : seconds)
      return null
    },
  }),
  defineMethod({
    name: 'anvil_getIntervalMining',
    aliases: ['hardhat_getIntervalMining'],
    summary: 'The seconds after which a block is built again and again; null for never.',
    parameters: [],
    run: ({ node }) => node.intervalMining() ?? null,
  }),
  defineMethod({
    name: 'anvil_dropTransaction',
    aliases: ['hardhat_dropTransaction'],
    summary: 'Takes a transaction out of the pool; answers its hash, null where it was not there.',
    parameters: [required('hash', hash)],
    run: async ({ node }, transaction) => (await node.dropTransactions({ hash: transaction }))[0] ?? null,
  }),
  defineMethod({
    name: 'anvil_removePoolTransactions',
    summary: "Takes a sender's transactions out of the pool.",
    parameters: [required('address', address)],
    run: async ({ node }, sender) => {
      await node.dropTransactions({ sender })
      return null
    },
  }),
  defineMethod({
    name: 'anvil_dropAllTransactions',
    summary: 'Takes all transactions out of the pool.',
    parameters: [],
    run: async ({ node }) => {
      await node.dropTransactions('all')
      return null
    },
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

function mineMethod(name: string, summary: string, answer: Json): Method {
  return defineMethod({
    name,
    summary,
    parameters: [optional('blocks', blockCount, 1), optional('interval', u64, undefined)],
    run: async (context, blocks, interval) => {
      await mine(context, blocks, interval)
      return answer
    },
  })
}

async function mine({ node, signal }: Context, blocks: number, interval: bigint | undefined): Promise<void> {
  let last: bigint | undefined
  for (let mined = 0; mined < blocks; mined++) {
    if (signal.aborted) throw new InterruptedError(`${mined} of ${blocks} blocks were mined`)
    if (interval !== undefined && last !== undefined) await node.setNextBlockTimestamp(last + interval)
    last = (await node.mine()).timestamp
    await nextTurn()
  }
}
