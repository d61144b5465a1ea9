import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startServer } from '../../rpc/index.ts'
import { type RunningNode, startNode } from './running-node.ts'

const many = 100_000
let rpc: RunningNode

beforeEach(async () => {
  rpc = await startNode()
})
afterEach(async () => {
  await rpc.close()
  expect(rpc.faults).toEqual([])
})

const body = (...methods: readonly string[]) =>
  JSON.stringify(methods.map((method, id) => ({ jsonrpc: '2.0', id, method, params: [many] })))

/** Resolves when the chain has grown. */
async function growth(): Promise<void> {
  const before = rpc.node.blockNumber()
  await expect.poll(() => rpc.node.blockNumber()).toBeGreaterThan(before)
}

/** The height at which the chain stays. */
async function restingHeight(): Promise<bigint> {
  for (;;) {
    const height = rpc.node.blockNumber()
    await new Promise(resolve => setTimeout(resolve, 200))
    if (rpc.node.blockNumber() === height) return height
  }
}

describe('mining', () => {
  test('blocks an interval apart', async () => {
    expect(await rpc.ask('anvil_mine', '0x3', '0x64')).toMatchObject({ result: null })
    const times = await Promise.all([1n, 2n, 3n].map(async number => (await rpc.node.getBlock({ number }))!.timestamp))
    expect(times.map(time => time - times[0]!)).toEqual([0n, 100n, 200n])
  })

  test('many blocks answers others meanwhile, and stops when the client hangs up', async () => {
    const hungUp = new AbortController()
    const mining = fetch(rpc.url, { method: 'POST', body: body('anvil_mine', 'hardhat_mine'), signal: hungUp.signal })
    await growth()
    expect(await rpc.ask('eth_chainId')).toMatchObject({ result: '0x7a69' })
    hungUp.abort()
    await expect(mining).rejects.toThrow('aborted')
    expect(await restingHeight()).toBeLessThan(BigInt(many))
  })

  test('many blocks stops when the server closes, and says how far it came', async () => {
    const server = await startServer(rpc.node, { host: '127.0.0.1', port: 0, clientVersion: 'inlay/test' })
    const mining = fetch(server.url, { method: 'POST', body: body('anvil_mine', 'hardhat_mine') })
    await growth()
    await server.close()
    const height = rpc.node.blockNumber()
    expect(height).toBeLessThan(BigInt(many))
    const interrupted = { code: -32000, data: { code: 'RPC_INTERRUPTED' } }
    expect(await (await mining).json()).toMatchObject([
      { id: 0, error: { ...interrupted, message: `interrupted: ${height} of ${many} blocks were mined` } },
      { id: 1, error: { ...interrupted, message: 'interrupted: the rest of the batch was not run' } },
    ])
  })

  test('too many blocks is refused before anything is changed', async () => {
    const { timestamp } = await rpc.node.mine()
    for (const [method, parameter, path] of [
      ['evm_mine', { blocks: many + 1, timestamp: Number(timestamp) + 1_000_000 }, '(request).blocks'],
      ['anvil_mine', many + 1, '(blocks)'],
      ['hardhat_mine', '0x186a1', '(blocks)'],
    ] as const)
      expect((await rpc.ask(method, parameter)).error).toMatchObject({
        code: -32602,
        message: `invalid argument 0 ${path}: want at most ${many} blocks, have ${many + 1}`,
      })
    await rpc.ask('evm_mine')
    const block = await rpc.node.getBlock('latest')
    expect(block!.number).toBe(2n)
    expect(block!.timestamp - timestamp).toBeLessThan(1_000_000n)
  })
})
