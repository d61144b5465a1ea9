import { parseEther, parseGwei, type TransactionSerializable } from 'viem'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ChainNode, openChain } from '../../chain/index.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../primitives/index.ts'
import { wallets } from './dev-wallets.ts'
import { deployProbeCaller, encodeCall } from './probe-caller.ts'

const [alice, bob] = wallets.map(({ address }) => address.toLowerCase() as Hex) as [Hex, Hex]
const transfer = {
  type: 'eip1559',
  chainId: 31_337,
  to: bob,
  value: 1n,
  gas: 21_000n,
  maxFeePerGas: parseGwei('2'),
  maxPriorityFeePerGas: 1n,
} as const

let node: ChainNode
beforeEach(async () => {
  node = await openChain({ database: { kind: 'memory' } })
})
afterEach(() => node.close())

async function sign(overrides: Partial<TransactionSerializable>, wallet = wallets[0]!): Promise<Uint8Array> {
  return hexToBytes(await wallet.signTransaction({ ...transfer, ...overrides } as TransactionSerializable))
}

const send = async (overrides: Partial<TransactionSerializable>) => node.sendRawTransaction(await sign(overrides))
const nonceOf = async (at: 'latest' | 'pending') => (await node.getAccount(alice, at)).nonce

describe('a transaction that was sent', () => {
  test('default: it is mined, with its receipt, when the answer comes', async () => {
    const hash = await send({ nonce: 0, value: parseEther('1') })
    const block = (await node.getBlock('latest'))!
    const price = block.baseFeePerGas! + 1n
    expect(await node.getReceipt(hash)).toMatchObject({
      status: 'success',
      from: alice,
      to: bob,
      gasUsed: 21_000n,
      effectiveGasPrice: price,
      blockHash: block.hash,
      logs: [],
      inferenceGas: 0n,
    })
    expect(await node.getTransaction(hash)).toMatchObject({
      hash,
      type: 2,
      gasPrice: price,
      block: { number: 1n, index: 0 },
    })
    expect((await node.getAccount(bob, 'latest')).balance).toBe(parseEther('10001'))
    expect((await node.getAccount(alice, 'latest')).balance).toBe(parseEther('9999') - 21_000n * price)
    expect((await node.getAccount(bob, 'earliest')).balance).toBe(parseEther('10000'))
  })

  test('behavior: a gap in the nonces waits, and is mined when it is filled', async () => {
    const late = await send({ nonce: 1 })
    expect([await node.getReceipt(late), node.blockNumber()]).toEqual([undefined, 0n])
    expect(await node.getTransaction(late)).toMatchObject({ hash: late, block: undefined })
    const early = await send({ nonce: 0 })
    const receipts = [(await node.getReceipt(early))!, (await node.getReceipt(late))!]
    expect(receipts.map(({ blockNumber, transactionIndex }) => [blockNumber, transactionIndex])).toEqual([
      [1n, 0],
      [1n, 1],
    ])
  })

  test('behavior: a burst in any order is drained', async () => {
    const raws = await Promise.all(Array.from({ length: 300 }, (_, nonce) => sign({ nonce })))
    const hashes = await Promise.all(raws.reverse().map(raw => node.sendRawTransaction(raw)))
    const receipts = await Promise.all(hashes.map(hash => node.getReceipt(hash)))
    expect(receipts.every(receipt => receipt?.status === 'success')).toBe(true)
    expect(await nonceOf('latest')).toBe(300n)
  })

  test('behavior: the pending nonce counts what waits', async () => {
    await send({ nonce: 0 })
    await send({ nonce: 2 })
    expect([await nonceOf('latest'), await nonceOf('pending')]).toEqual([1n, 1n])
    await send({ nonce: 1 })
    expect(await nonceOf('pending')).toBe(3n)
  })

  test('behavior: one that pays a tenth more takes the place of one that waits', async () => {
    const first = await send({ nonce: 1 })
    await expect(send({ nonce: 1, maxFeePerGas: parseGwei('2.1'), maxPriorityFeePerGas: 2n })).rejects.toMatchObject({
      code: 'TRANSACTION_REPLACEMENT_UNDERPRICED',
      message: 'replacement transaction underpriced',
    })
    const second = await send({ nonce: 1, maxFeePerGas: parseGwei('2.2'), maxPriorityFeePerGas: 2n })
    await send({ nonce: 0 })
    expect([await node.getTransaction(first), (await node.getReceipt(second))!.status]).toEqual([undefined, 'success'])
  })

  test('behavior: one that runs out of gas, or reverts, is mined and pays', async () => {
    const caller = await deployProbeCaller(node)
    const hash = await node.sendTransaction({ from: alice, to: caller, gas: 50_000n, data: encodeCall('burn', 1_000n) })
    expect(await node.getReceipt(hash)).toMatchObject({ status: 'reverted', gasUsed: 50_000n, logs: [] })
  })

  test('behavior: block gas is shared out over blocks', async () => {
    const raws = await Promise.all([0, 1, 2].map(nonce => sign({ nonce, gas: 90_000_000n })))
    const hashes = await Promise.all(raws.map(raw => node.sendRawTransaction(raw)))
    const blocks = await Promise.all(hashes.map(async hash => (await node.getReceipt(hash))!.blockNumber))
    expect(blocks).toEqual([1n, 1n, 1n])
    const full = await Promise.all([3, 4, 5].map(nonce => sign({ nonce, gas: 150_000_000n, data: '0x' })))
    expect(await Promise.all(full.map(raw => node.sendRawTransaction(raw)))).toHaveLength(3)
    expect(await nonceOf('latest')).toBe(6n)
  })
})

describe('error: a transaction that cannot be taken', () => {
  test.each<[string, Partial<TransactionSerializable>, string, string]>([
    ['another chain', { chainId: 1 }, 'TRANSACTION_OTHER_CHAIN', 'invalid chain id for signer: have 1 want 31337'],
    [
      'a legacy one of another chain',
      {
        type: 'legacy',
        chainId: 5,
        gasPrice: parseGwei('2'),
        maxFeePerGas: undefined,
        maxPriorityFeePerGas: undefined,
      },
      'TRANSACTION_OTHER_CHAIN',
      'invalid chain id for signer: have 5 want 31337',
    ],
    [
      'too little gas',
      { gas: 20_999n },
      'TRANSACTION_INTRINSIC_GAS_TOO_LOW',
      'intrinsic gas too low: have 20999, want 21000',
    ],
    [
      'too little gas for its calldata',
      { gas: 24_000n, data: `0x${'01'.repeat(100)}` },
      'TRANSACTION_FLOOR_DATA_GAS_TOO_LOW',
      'insufficient gas for floor data gas cost: have 24000, want 25000',
    ],
    [
      'more gas than a block has',
      { gas: 200_000_001n },
      'TRANSACTION_EXCEEDS_BLOCK_GAS_LIMIT',
      'exceeds block gas limit: have 200000001, want at most 200000000',
    ],
    [
      'less than the base fee',
      { maxFeePerGas: 10n },
      'TRANSACTION_FEE_CAP_TOO_LOW',
      `max fee per gas less than block base fee: address ${alice}, maxFeePerGas: 10, baseFee: 875000000`,
    ],
    [
      'more than the sender has',
      { value: parseEther('10000') },
      'TRANSACTION_INSUFFICIENT_FUNDS',
      `insufficient funds for gas * price + value: address ${alice} have 10000000000000000000000 want 10000000042000000000000`,
    ],
    [
      'creation code that is too long',
      { to: undefined, data: `0x${'00'.repeat(49_153)}`, gas: 1_000_000n },
      'TRANSACTION_INITCODE_TOO_LARGE',
      'max initcode size exceeded: code size 49153, limit 49152',
    ],
  ])('%s', async (_, overrides, code, message) => {
    await expect(send({ nonce: 0, ...overrides })).rejects.toMatchObject({ code, message, hint: expect.any(String) })
    expect(node.blockNumber()).toBe(0n)
  })

  test('a nonce that was used', async () => {
    await send({ nonce: 0 })
    await expect(send({ nonce: 0, value: 2n })).rejects.toMatchObject({
      code: 'TRANSACTION_NONCE_TOO_LOW',
      message: 'nonce too low: next nonce 1, tx nonce 0',
    })
  })

  test('one that was sent before, mined or waiting', async () => {
    const known = { code: 'TRANSACTION_ALREADY_KNOWN', message: 'already known' }
    await send({ nonce: 0 })
    await expect(send({ nonce: 0 })).rejects.toMatchObject(known)
    await send({ nonce: 5 })
    await expect(send({ nonce: 5 })).rejects.toMatchObject(known)
  })

  test.each([
    ['no bytes', '0x', 'TRANSACTION_MALFORMED'],
    ['a type that is not there', '0x7801', 'TRANSACTION_TYPE_NOT_SUPPORTED'],
    ['blobs', '0x03c0', 'TRANSACTION_TYPE_NOT_SUPPORTED'],
    ['an empty list', '0xc0', 'TRANSACTION_MALFORMED'],
    ['a list that ends early', '0x02f86c827a69', 'TRANSACTION_MALFORMED'],
    ['nested lists', `0xc9${'c0'.repeat(9)}`, 'TRANSACTION_MALFORMED'],
  ] as const)('bytes that are none: %s', async (_, raw, code) => {
    await expect(node.sendRawTransaction(hexToBytes(raw))).rejects.toMatchObject({ code })
  })

  test('a signature that no key made', async () => {
    const raw = await sign({ nonce: 0 })
    raw.fill(0xff, raw.length - 32)
    await expect(node.sendRawTransaction(raw)).rejects.toMatchObject({ code: 'TRANSACTION_MALFORMED' })
  })
})

describe('a transaction that the node signs', () => {
  test('error: for an address whose key it does not hold', async () => {
    const stranger: Hex = `0x${'12'.repeat(20)}`
    await expect(node.sendTransaction({ from: stranger, to: bob })).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' })
    await expect(node.signMessage(stranger, new Uint8Array())).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' })
  })

  test('error: one that would fail with any gas limit, with what it answers', async () => {
    const caller = await deployProbeCaller(node)
    const request = { from: alice, to: caller, data: encodeCall('recordAndRevert', bob, '0x') }
    const error = await node.sendTransaction(request).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'TRANSACTION_WOULD_FAIL', outcome: { status: 'revert' } })
    expect((await node.getReceipt(await node.sendTransaction({ ...request, gas: 200_000n })))!.status).toBe('reverted')
  })

  test('a message is signed as viem signs it', async () => {
    const message = new TextEncoder().encode('hello')
    expect(await node.signMessage(alice, message)).toBe(
      await wallets[0]!.signMessage({ message: { raw: bytesToHex(message) } }),
    )
  })
})
