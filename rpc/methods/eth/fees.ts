import { InvalidParamsError } from '../../errors.ts'
import { defineMethod, optional, required } from '../../method.ts'
import { arrayOf, blockNumber, converted, count, real } from '../../params/index.ts'
import { toQuantity } from '../../views/index.ts'

/** geth's limits on one fee history. */
const maxBlocks = 1_024
const maxPercentiles = 100

const percentiles = converted(arrayOf(real), (values, path) => {
  if (values.length > maxPercentiles)
    throw new InvalidParamsError(`invalid ${path}: want at most ${maxPercentiles} percentiles, have ${values.length}`)
  values.forEach((value, i) => {
    if (value < 0 || value > 100 || value < (values[i - 1] ?? 0))
      throw new InvalidParamsError(`invalid ${path}[${i}]: want rising percentiles from 0 to 100, have ${value}`)
  })
  return values
})

/** Methods that say what gas costs. */
export const feeMethods = [
  defineMethod({
    name: 'eth_gasPrice',
    summary: 'Suggested gas price of a legacy transaction, in wei.',
    parameters: [],
    run: async ({ node }) => toQuantity(await node.gasPrice()),
  }),
  defineMethod({
    name: 'eth_baseFee',
    summary: 'Base fee of the next block, in wei.',
    parameters: [],
    run: ({ node }) => toQuantity(node.nextBaseFee()),
  }),
  defineMethod({
    name: 'eth_maxPriorityFeePerGas',
    summary: 'Suggested priority fee, in wei.',
    parameters: [],
    run: async ({ node }) => toQuantity(await node.maxPriorityFeePerGas()),
  }),
  defineMethod({
    name: 'eth_blobBaseFee',
    summary: 'Base fee of blob gas in the next block, in wei.',
    parameters: [],
    run: async ({ node }) => toQuantity((await node.feeHistory(1, 'latest', [])).baseFeePerBlobGas.at(-1) ?? 0n),
  }),
  defineMethod({
    name: 'eth_feeHistory',
    summary: 'Base fees, fullness and priority fees of the newest blocks up to one.',
    parameters: [required('count', count), required('newest', blockNumber), optional('percentiles', percentiles, [])],
    run: async ({ node }, blocks, newest, rewardPercentiles) => {
      const history = await node.feeHistory(Math.min(blocks, maxBlocks), newest, rewardPercentiles)
      return {
        oldestBlock: toQuantity(history.oldestBlock),
        baseFeePerGas: history.baseFeePerGas.map(toQuantity),
        gasUsedRatio: history.gasUsedRatio,
        baseFeePerBlobGas: history.baseFeePerBlobGas.map(toQuantity),
        blobGasUsedRatio: history.blobGasUsedRatio,
        ...(rewardPercentiles.length > 0 && { reward: history.reward.map(rewards => rewards.map(toQuantity)) }),
      }
    },
  }),
]
