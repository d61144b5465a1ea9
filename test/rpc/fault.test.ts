import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NativePrecompile } from '../../precompiles/index.ts'
import { type RunningNode, startNode } from './running-node.ts'

const brokenAddress = '0x00000000000000000000000000000000000000bb'

/** A native contract that this node fails to run. */
const broken: NativePrecompile = {
  name: 'broken',
  address: brokenAddress,
  run: async () => {
    throw new Error('the disk of /srv/secret is gone')
  },
}

let rpc: RunningNode

beforeAll(async () => {
  rpc = await startNode({ precompiles: [broken] })
})
afterAll(() => rpc.close())

const fault = { code: -32000, data: { code: 'NODE_FAULT' } }

describe('a fault of the node', () => {
  test('is never an outcome: calls, estimates and sends are answered with -32000', async () => {
    const call = { from: rpc.account.address, to: brokenAddress }
    const signed = await rpc.walletClient.signTransaction({
      ...(await rpc.walletClient.prepareTransactionRequest({ to: brokenAddress, gas: 100_000n })),
    })
    for (const [method, parameter] of [
      ['eth_call', call],
      ['eth_estimateGas', call],
      ['eth_sendTransaction', { ...call, gas: '0x186a0' }],
      ['eth_sendRawTransaction', signed],
    ] as const) {
      rpc.faults.length = 0
      const answer = await rpc.ask(method, parameter)
      expect([method, answer.error]).toMatchObject([method, fault])
      expect(JSON.stringify(answer)).not.toContain('secret')
      expect(rpc.faults).toHaveLength(1)
    }
  })

  test('leaves no trace, and the chain goes on', async () => {
    expect(await rpc.publicClient.getBlockNumber()).toBe(0n)
    const hash = await rpc.walletClient.sendTransaction({ to: rpc.account.address, value: 1n, nonce: 0 })
    expect(await rpc.publicClient.getTransactionReceipt({ hash })).toMatchObject({ status: 'success', blockNumber: 1n })
  })
})
