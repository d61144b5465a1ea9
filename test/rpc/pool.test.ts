import { parseEther } from 'viem'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type RunningNode, startNode } from './running-node.ts'

const receiver = '0x1111111111111111111111111111111111111111'

let rpc: RunningNode
beforeEach(async () => {
  rpc = await startNode()
})
afterEach(async () => {
  expect(rpc.faults).toEqual([])
  await rpc.close()
})

const send = (nonce: number) => rpc.walletClient.sendTransaction({ to: receiver, value: parseEther('1'), nonce })

describe("viem's test client on the pool and on when blocks are built", () => {
  test('setAutomine, getAutomine, getTxpoolStatus, getTxpoolContent, inspectTxpool: what waits is seen and mined', async () => {
    await rpc.testClient.setAutomine(false)
    expect(await rpc.testClient.getAutomine()).toBe(false)
    const first = await send(0)
    const gap = await send(2)
    expect(await rpc.testClient.getTxpoolStatus()).toEqual({ pending: 1, queued: 1 })
    const { pending, queued } = await rpc.testClient.getTxpoolContent()
    expect(pending[rpc.account.address]!['0']).toMatchObject({ hash: first, to: receiver })
    expect(queued[rpc.account.address]!['2']).toMatchObject({ hash: gap })
    const { pending: told } = await rpc.testClient.inspectTxpool()
    expect(told[rpc.account.address]!['0']).toContain(`${receiver}: 1000000000000000000 wei`)
    expect(await rpc.publicClient.getBlockNumber({ cacheTime: 0 })).toBe(0n)
    await rpc.testClient.setAutomine(true)
    expect(await rpc.publicClient.getTransactionReceipt({ hash: first })).toMatchObject({ status: 'success' })
    expect(await rpc.testClient.getTxpoolStatus()).toEqual({ pending: 0, queued: 1 })
  })

  test('dropTransaction: a transaction that waits is gone, and a later one takes its nonce', async () => {
    await rpc.testClient.setAutomine(false)
    const hash = await send(0)
    await rpc.testClient.dropTransaction({ hash })
    expect(await rpc.ask('eth_getTransactionByHash', hash)).toMatchObject({ result: null })
    expect(await rpc.ask('anvil_dropTransaction', hash)).toMatchObject({ result: null })
    await rpc.walletClient.sendTransaction({ to: receiver, value: 2n, nonce: 0 })
    await rpc.testClient.mine({ blocks: 1 })
    expect(await rpc.publicClient.getBalance({ address: receiver })).toBe(2n)
  })

  test('anvil_removePoolTransactions and anvil_dropAllTransactions empty the pool', async () => {
    await rpc.testClient.setAutomine(false)
    await send(0)
    await send(1)
    await rpc.ask('anvil_removePoolTransactions', receiver)
    expect(await rpc.testClient.getTxpoolStatus()).toEqual({ pending: 2, queued: 0 })
    await rpc.ask('anvil_removePoolTransactions', rpc.account.address)
    expect(await rpc.testClient.getTxpoolStatus()).toEqual({ pending: 0, queued: 0 })
    await send(0)
    await rpc.ask('anvil_dropAllTransactions')
    expect(await rpc.testClient.getTxpoolStatus()).toEqual({ pending: 0, queued: 0 })
  })

  test('setIntervalMining: blocks come by themselves, and no more once it is 0', async () => {
    await rpc.testClient.setIntervalMining({ interval: 1 })
    expect(await rpc.testClient.getAutomine()).toBe(false)
    expect(await rpc.ask('anvil_getIntervalMining')).toMatchObject({ result: 1 })
    const hash = await send(0)
    await rpc.publicClient.waitForTransactionReceipt({ hash })
    await rpc.testClient.setIntervalMining({ interval: 0 })
    const number = rpc.node.blockNumber()
    await new Promise(resolve => setTimeout(resolve, 1_500))
    expect(rpc.node.blockNumber()).toBe(number)
  })
})
