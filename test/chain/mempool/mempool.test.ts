import { describe, expect, test } from 'vitest'
import { deriveDevAccounts } from '../../../chain/accounts/index.ts'
import { decodeTransaction, osakaSchedule, type SignedTransaction, signTransaction } from '../../../chain/evm/index.ts'
import { Mempool } from '../../../chain/mempool/index.ts'
import type { Hex } from '../../../primitives/index.ts'

const fork = osakaSchedule(31_337n).at(0n, 0n)
const accounts = deriveDevAccounts()
const letters = 'abcdefghij'

/** A transaction of one of ten senders: `b2` is the second sender's with nonce 2. */
function transaction(name: string, price = 100n): SignedTransaction {
  const { address, privateKey } = accounts[letters.indexOf(name[0]!)]!
  const fields = {
    from: address,
    to: address,
    nonce: BigInt(name.slice(1)),
    gas: 21_000n,
    value: 0n,
    data: new Uint8Array(),
  }
  const fees = { maxFeePerGas: price, maxPriorityFeePerGas: price, accessList: [] }
  return decodeTransaction(fork, signTransaction(fork, { ...fields, ...fees }, privateKey))
}

const nameOf = ({ from, nonce }: SignedTransaction) =>
  `${letters[accounts.findIndex(({ address }) => address === from)]}${nonce}`

/** Runs what can run, but for what `refuse` names, and says in which order. */
async function run(
  pool: Mempool,
  refuse: readonly string[] = [],
  start: Readonly<Record<string, bigint>> = {},
): Promise<string> {
  const nonces = new Map<Hex, bigint>(
    Object.entries(start).map(([letter, nonce]) => [accounts[letters.indexOf(letter)]!.address, nonce]),
  )
  const order: string[] = []
  for await (const next of pool.executable(async sender => nonces.get(sender) ?? 0n)) {
    order.push(nameOf(next))
    if (!refuse.includes(nameOf(next))) nonces.set(next.from, next.nonce + 1n)
  }
  return order.join(' ')
}

function poolOf(names: string): Mempool {
  const pool = new Mempool()
  for (const name of names.split(' ')) pool.add(transaction(name))
  return pool
}

describe('what can run', () => {
  test.each([
    ['comes in the order of arrival', 'a0 b0 a1 c0', 'a0 b0 a1 c0'],
    ['a sender’s in the order of its nonces, as soon as the gap is filled', 'a2 b0 a1 a0 b1', 'b0 a0 a1 a2 b1'],
    ['ends at a gap', 'a0 a2 b1', 'a0'],
  ])('%s', async (_, arrivals, order) => {
    expect(await run(poolOf(arrivals))).toBe(order)
  })

  test('what is not run holds back what follows it of its sender', async () => {
    expect(await run(poolOf('a0 b0 a1 a2 b1'), ['a0'])).toBe('a0 b0 b1')
  })

  test('what came too late is offered once, to be refused', async () => {
    expect(await run(poolOf('a0 a1 a2'), ['a0', 'a1'], { a: 2n })).toBe('a0 a1 a2')
  })
})

describe('the pool', () => {
  test('knows the next free nonce', () => {
    const pool = poolOf('a0 a1 a3')
    const [{ address }] = accounts as [(typeof accounts)[0]]
    expect([pool.nextNonce(address, 0n), pool.nextNonce(address, 2n), pool.nextNonce(address, 3n)]).toEqual([
      2n,
      2n,
      4n,
    ])
  })

  test('gives a place to one that pays a tenth more in both prices', () => {
    const pool = poolOf('a0')
    expect(() => pool.add(transaction('a0', 109n))).toThrow('replacement transaction underpriced')
    expect(nameOf(pool.add(transaction('a0', 110n))!)).toBe('a0')
    expect(pool.list().map(({ maxFeePerGas }) => maxFeePerGas)).toEqual([110n])
  })

  test('forgets what is removed, and nothing where there is nothing', () => {
    const pool = poolOf('a0 b0')
    pool.remove(transaction('a0'))
    pool.remove(transaction('a0'))
    expect([pool.size, pool.get(transaction('a0').hash)]).toEqual([1, undefined])
  })

  test('error: the same transaction twice', () => {
    expect(() => poolOf('a0 a0')).toThrow('already known')
  })
})

test('error: the bytes of what waits are bounded, and what is removed makes room', () => {
  const pool = new Mempool()
  const heavy = (name: string, price?: bigint) => ({ ...transaction(name, price), raw: new Uint8Array(2 ** 23) })
  const letterings = Array.from(letters, letter => [`${letter}0`, `${letter}1`]).flat()
  for (const name of letterings) pool.add(heavy(name))
  expect(() => pool.add(transaction('a2'))).toThrow(expect.objectContaining({ code: 'TRANSACTION_POOL_FULL' }))
  pool.add(heavy('a0', 200n))
  pool.remove(heavy('b0'))
  pool.add(transaction('a2'))
  expect(() => pool.add(heavy('b0'))).toThrow(expect.objectContaining({ code: 'TRANSACTION_POOL_FULL' }))
})
