import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningNode, startNode } from './running-node.ts'

const count = 150
const stranger = '0x00000000000000000000000000000000000a11ce'
let rpc: RunningNode

beforeAll(async () => {
  rpc = await startNode()
})
afterAll(async () => {
  await rpc.close()
  expect(rpc.faults).toEqual([])
})

const sign = (nonce: number) =>
  rpc.account.signTransaction({
    chainId: 31_337,
    nonce,
    to: stranger,
    value: 1n,
    gas: 21_000n,
    maxFeePerGas: 10n ** 10n,
    maxPriorityFeePerGas: 0n,
    type: 'eip1559',
  })

describe('a burst of transactions', () => {
  test('that nobody waited for is mined whole, in any order of arrival', async () => {
    const signed = await Promise.all(Array.from({ length: count }, (_, nonce) => sign(nonce)))
    const shuffled = signed.map((raw, i) => ({ raw, place: (i * 7_919) % count })).sort((a, b) => a.place - b.place)
    const answers = await Promise.all(shuffled.map(({ raw }) => rpc.ask('eth_sendRawTransaction', raw)))
    expect(answers.filter(({ error }) => error)).toEqual([])
    expect(await rpc.publicClient.getBalance({ address: stranger })).toBe(BigInt(count))
    const receipts = await Promise.all(answers.map(({ result }) => rpc.ask('eth_getTransactionReceipt', result)))
    expect(receipts.filter(({ result }) => (result as { status?: string } | null)?.status !== '0x1')).toEqual([])
  })

  test('in one batch is mined whole', async () => {
    const requests = await Promise.all(
      Array.from({ length: count }, async (_, i) => ({
        jsonrpc: '2.0',
        id: i,
        method: 'eth_sendRawTransaction',
        params: [await sign(count + i)],
      })),
    )
    const answers = (await (await rpc.post(JSON.stringify(requests))).json()) as { id: number; result?: string }[]
    expect(answers.map(({ id, result }) => result && id)).toEqual(requests.map(({ id }) => id))
    expect(await rpc.publicClient.getBalance({ address: stranger })).toBe(BigInt(2 * count))
  })
})
