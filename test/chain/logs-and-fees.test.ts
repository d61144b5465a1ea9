import { parseGwei } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChainNode, type LogFilter, openChain } from '../../chain/index.ts'
import { bytesToHex, type Hex, keccak256 } from '../../primitives/index.ts'
import { probe, probeAddress } from './probe.ts'
import { deployProbeCaller, encodeCall } from './probe-caller.ts'

const called = bytesToHex(keccak256(new TextEncoder().encode('Called(uint256,bytes)')))
const word = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`
const anywhere: LogFilter = { from: 'earliest', to: 'latest', addresses: [], topics: [] }

let node: ChainNode
let first: Hex
let second: Hex
beforeAll(async () => {
  node = await openChain({ database: { kind: 'memory' }, precompiles: [probe], clock: () => 1_800_000_000_000 })
  first = await deployProbeCaller(node)
  second = await deployProbeCaller(node)
  for (const to of [first, second, first])
    await node.sendTransaction({ from: node.accounts[0]!, to, data: encodeCall('record', probeAddress, '0x00') })
  await node.mine()
})
afterAll(() => node.close())

describe('logs', () => {
  const count = async (filter: Partial<LogFilter>) => (await node.getLogs({ ...anywhere, ...filter })).length

  test('default: all of the range, in order, with their places', async () => {
    const logs = await node.getLogs(anywhere)
    expect(logs.map(({ address, blockNumber, logIndex, topics }) => [address, blockNumber, logIndex, topics])).toEqual([
      [first, 3n, 0, [called, word(1)]],
      [second, 4n, 0, [called, word(1)]],
      [first, 5n, 0, [called, word(2)]],
    ])
    const block = (await node.getBlock({ number: 3n }))!
    expect(logs[0]).toMatchObject({
      blockHash: block.hash,
      blockTimestamp: block.timestamp,
      transactionHash: block.transactions[0]!.hash,
      transactionIndex: 0,
    })
  })

  test('by address, by topic and by range', async () => {
    expect(await count({ addresses: [first] })).toBe(2)
    expect(await count({ addresses: [first, second] })).toBe(3)
    expect(await count({ addresses: [node.accounts[0]!] })).toBe(0)
    expect(await count({ topics: [[called]] })).toBe(3)
    expect(await count({ topics: [undefined, [word(1)]] })).toBe(2)
    expect(await count({ topics: [undefined, [word(1), word(2)]] })).toBe(3)
    expect(await count({ topics: [[word(1)]] })).toBe(0)
    expect(await count({ topics: [undefined, undefined, undefined] })).toBe(0)
    expect(await count({ from: { number: 4n }, to: { number: 4n } })).toBe(1)
    expect(await count({ from: { number: 5n }, to: { number: 4n } })).toBe(0)
  })

  test('behavior: a range ends at the head', async () => {
    expect(await count({ from: { number: 4n }, to: { number: 99n } })).toBe(2)
    expect(await count({ from: { number: 98n }, to: { number: 99n } })).toBe(0)
    expect(await count({ from: { number: 98n } })).toBe(0)
  })

  test('error: a block that the chain does not have', async () => {
    const block = { hash: word(1) }
    await expect(node.getLogs({ ...anywhere, from: block, to: block })).rejects.toMatchObject({ code: 'BLOCK_UNKNOWN' })
  })
})

describe('fees', () => {
  test('the base fee falls by an eighth of what is left of half a block', async () => {
    const blocks = await Promise.all([0n, 1n].map(number => node.getBlock({ number })))
    const [genesis, next] = blocks.map(block => block!)
    expect([genesis!.baseFeePerGas, next!.baseFeePerGas]).toEqual([parseGwei('1'), parseGwei('0.875')])
  })

  test('the suggested price covers the next base fee and a tip', async () => {
    const { baseFeePerGas } = await node.feeHistory(1, 'latest', [])
    expect(await node.gasPrice()).toBe(baseFeePerGas[1]! + (await node.maxPriorityFeePerGas()))
  })

  test('the history has one base fee more than blocks, and the tips of each', async () => {
    const history = await node.feeHistory(3, 'latest', [0, 50, 100])
    expect(history.oldestBlock).toBe(4n)
    expect(history.baseFeePerGas).toHaveLength(4)
    expect(history.baseFeePerBlobGas).toEqual([1n, 1n, 1n, 1n])
    expect(history.blobGasUsedRatio).toEqual([0, 0, 0])
    expect(history.reward).toEqual([Array(3).fill(parseGwei('1')), Array(3).fill(parseGwei('1')), [0n, 0n, 0n]])
    const blocks = await Promise.all([4n, 5n, 6n].map(number => node.getBlock({ number })))
    expect(history.gasUsedRatio).toEqual(blocks.map(block => Number(block!.gasUsed) / 200_000_000))
    expect(history.baseFeePerGas.slice(0, 3)).toEqual(blocks.map(block => block!.baseFeePerGas))
  })

  test('the history of the genesis, and of more blocks than there are', async () => {
    expect(await node.feeHistory(5, 'earliest', [])).toMatchObject({
      oldestBlock: 0n,
      baseFeePerGas: [parseGwei('1'), parseGwei('0.875')],
      gasUsedRatio: [0],
      reward: [],
    })
    expect((await node.feeHistory(1_000, 'latest', [])).oldestBlock).toBe(0n)
  })
})

describe('time', () => {
  const timestamp = async () => (await node.mine()).timestamp

  test('blocks follow the clock, each after the one before', async () => {
    const head = (await node.getBlock('latest'))!.timestamp
    expect([await timestamp(), await timestamp()]).toEqual([head + 1n, head + 2n])
  })

  test('the next block’s time can be set, and those after it go on from there', async () => {
    await node.setNextBlockTimestamp(1_900_000_000n)
    expect([await timestamp(), await timestamp()]).toEqual([1_900_000_000n, 1_900_000_001n])
    await expect(node.setNextBlockTimestamp(1_900_000_001n)).rejects.toMatchObject({
      code: 'BLOCK_TIMESTAMP_TOO_LOW',
      message: "Cannot set the next block's timestamp: have 1900000001, want more than 1900000001.",
    })
  })

  test('the clock can be shifted', async () => {
    expect(await node.increaseTime(1_000n)).toBe(100_001_000n)
    expect(await timestamp()).toBe(1_900_001_000n)
  })
})
