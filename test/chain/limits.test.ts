import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChainNode, openChain } from '../../chain/index.ts'
import { hexToBytes } from '../../primitives/index.ts'
import { wallets } from './dev-wallets.ts'

let node: ChainNode
beforeAll(async () => {
  node = await openChain({ database: { kind: 'memory' } })
})
afterAll(() => node.close())

describe('a transaction with more logs than the stack holds arguments', () => {
  test('is mined, and its logs are found', async () => {
    const count = 135_000
    const loop = '6202 0f58 5b 5f 5f a0 6001 90 03 80 6004 57 00'.replaceAll(' ', '')
    const [from] = node.accounts
    const length = (loop.length / 2).toString(16).padStart(2, '0')
    const data = hexToBytes(`0x60${length}600a5f3960${length}5ff3${loop}`)
    const creation = await node.sendTransaction({ from: from!, data, gas: 200_000n })
    const { contractAddress } = (await node.getReceipt(creation))!
    const hash = await node.sendTransaction({ from: from!, to: contractAddress!, gas: 190_000_000n })
    const receipt = (await node.getReceipt(hash))!
    expect(receipt.status).toBe('success')
    expect(receipt.logs).toHaveLength(count)
    const filter = { from: 'earliest', to: 'latest', addresses: [contractAddress!], topics: [] } as const
    expect((await node.getLogs(filter)).at(-1)).toMatchObject({ logIndex: count - 1, transactionHash: hash })
  }, 60_000)
})

describe('a transaction that no block has room for', () => {
  test('error: is refused at once', async () => {
    const [wallet] = wallets
    const raw = await wallet!.signTransaction({
      chainId: 31_337,
      to: wallet!.address,
      gas: 199_000_000n,
      gasPrice: 2_000_000_000n,
      nonce: 9,
      data: `0x${'00'.repeat(8_388_608)}`,
    })
    await expect(node.sendRawTransaction(hexToBytes(raw))).rejects.toMatchObject({
      code: 'TRANSACTION_OVERSIZED',
      message: `oversized data: transaction size ${raw.length / 2 - 1}, limit 8384512`,
    })
  }, 60_000)

  test('error: creation code beyond EIP-3860 is refused by calls and estimates as well', async () => {
    const request = { from: node.accounts[1]!, data: new Uint8Array(60_000) }
    const refusal = {
      code: 'TRANSACTION_INITCODE_TOO_LARGE',
      message: 'max initcode size exceeded: code size 60000, limit 49152',
    }
    await expect(node.estimateGas(request, 'latest')).rejects.toMatchObject(refusal)
    await expect(node.call(request, 'latest')).rejects.toMatchObject(refusal)
    await expect(node.sendTransaction(request)).rejects.toMatchObject(refusal)
  })
})
