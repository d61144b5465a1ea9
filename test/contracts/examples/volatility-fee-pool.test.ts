import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { compileContracts, contractSources } from '../../../contracts/index.ts'
import { createTensor } from '../../../models/index.ts'
import type { Hex } from '../../../primitives/index.ts'
import { handmadeModel, memoryHost } from '../../precompiles/memory-host.ts'
import { alice, type BareEvm, type CallResult, openBareEvm } from '../bare-evm.ts'

/** Tokens that misbehave, each in one way. */
const oddTokens = `
// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
import {TestToken} from "./examples/TestToken.sol";
import {VolatilityFeePool} from "./examples/VolatilityFeePool.sol";
contract TaxedToken is TestToken("Taxed", "TAX") {
    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        move(from, to, amount - amount / 100);
        return true;
    }
}
contract RefusingToken is TestToken("Refusing", "NO") {
    function transferFrom(address, address, uint256) external pure override returns (bool) { return false; }
}
contract ReenteringToken is TestToken("Reentering", "AGAIN") {
    VolatilityFeePool public pool;
    function aim(VolatilityFeePool pool_) external { pool = pool_; }
    function transferFrom(address from, address to, uint256 amount) external override returns (bool) {
        if (address(pool) != address(0)) pool.swap(address(this), amount, 0, from, block.timestamp);
        move(from, to, amount);
        return true;
    }
}
contract SilentToken {
    mapping(address => uint256) public balanceOf;
    function mint(address to, uint256 amount) external { balanceOf[to] += amount; }
    function approve(address, uint256) external {}
    function transfer(address to, uint256 amount) external { move(msg.sender, to, amount); }
    function transferFrom(address from, address to, uint256 amount) external { move(from, to, amount); }
    function move(address from, address to, uint256 amount) private { balanceOf[from] -= amount; balanceOf[to] += amount; }
}`

const contracts = await compileContracts({
  ...contractSources(),
  'OddTokens.sol': oddTokens,
})

/** Forecasts the spread of the whole window: greatest minus least value. */
const spread = handmadeModel(
  `0x${'aa'.repeat(32)}`,
  {
    inputs: [{ name: 'candles', elementType: 'float32', shape: [1, 10, 4] }],
    outputs: [{ name: 'volatility', elementType: 'float32', shape: [1, 1] }],
  },
  {},
  ([candles]) => {
    const values = [...(candles!.data as Float32Array)]
    return [createTensor('float32', [1, 1], Float32Array.of(Math.max(...values) - Math.min(...values)))]
  },
)
const narrow = handmadeModel(
  `0x${'bb'.repeat(32)}`,
  {
    inputs: [{ name: 'x', elementType: 'float32', shape: [39] }],
    outputs: [{ name: 'y', elementType: 'float32', shape: [1] }],
  },
  {},
  () => [createTensor('float32', [1], new Float32Array(1))],
)

const unit = 10n ** 18n
const never = 2n ** 64n
const halfHour = 1_800n

let evm: BareEvm
let token0: Hex
let token1: Hex
let pool: Hex

async function open(names: readonly [string, string] = ['TestToken', 'TestToken']): Promise<void> {
  evm = await openBareEvm(memoryHost([spread, narrow]), contracts)
  const deploy = async (name: string): Promise<Hex> =>
    (await evm.deploy(name, name === 'TestToken' ? ['Test', 'TEST'] : [])).at
  token0 = await deploy(names[0])
  token1 = await deploy(names[1])
  pool = (await evm.deploy('VolatilityFeePool', [token0, token1, spread.summary.id])).at
  for (const token of [token0, token1]) {
    await evm.call('TestToken', token, 'mint', [alice, 10n ** 36n])
    await send('TestToken', token, 'approve', [pool, 2n ** 256n - 1n])
  }
}

/** A call whose answer doesn't matter; SilentToken gives none. */
async function send(name: string, at: Hex, functionName: string, args: readonly unknown[]): Promise<void> {
  await evm.call(name, at, functionName, args).catch(() => undefined)
}

function onPool(functionName: string, args: readonly unknown[] = []): Promise<CallResult> {
  return evm.call('VolatilityFeePool', pool, functionName, args)
}

function swap(tokenIn: Hex, amountIn: bigint, minAmountOut = 0n, deadline = never): Promise<CallResult> {
  return onPool('swap', [tokenIn, amountIn, minAmountOut, alice, deadline])
}

function addLiquidity(max0: bigint, max1: bigint, minShares = 0n): Promise<CallResult> {
  return onPool('addLiquidity', [max0, max1, minShares, never])
}

async function reserves(): Promise<readonly [bigint, bigint]> {
  return [(await onPool('reserve0')).result as bigint, (await onPool('reserve1')).result as bigint]
}

async function balances(account: Hex): Promise<readonly [bigint, bigint]> {
  const of = async (token: Hex) => (await evm.call('TestToken', token, 'balanceOf', [account])).result as bigint
  return [await of(token0), await of(token1)]
}

beforeEach(() => open())

describe('deployment', () => {
  test('error: a model that is not admitted', async () => {
    const stranger = `0x${'cc'.repeat(32)}`
    const deployed = await evm.deploy('VolatilityFeePool', [token0, token1, stranger])
    expect(deployed).toMatchObject({ error: 'ModelNotRegistered', args: [stranger] })
  })

  test('error: a model that takes other inputs', async () => {
    const deployed = await evm.deploy('VolatilityFeePool', [token0, token1, narrow.summary.id])
    expect(deployed).toMatchObject({ error: 'ValueCountMismatch', args: [39n, 40n] })
  })

  test('error: one token twice', async () => {
    expect(await evm.deploy('VolatilityFeePool', [token0, token0, spread.summary.id])).toMatchObject({
      error: 'UnknownToken',
    })
  })
})

describe('liquidity', () => {
  test('default: shares are the root of the product, then in proportion; all but the locked part comes back', async () => {
    expect(await addLiquidity(4n * unit, 9n * unit)).toMatchObject({ result: 6n * unit - 1_000n })
    expect(await addLiquidity(2n * unit, 100n * unit)).toMatchObject({ result: 3n * unit })
    expect(await reserves()).toEqual([6n * unit, 13n * unit + unit / 2n])
    expect(await balances(pool)).toEqual(await reserves())
    await onPool('removeLiquidity', [9n * unit - 1_000n, 0n, 0n, never])
    const left = await reserves()
    expect(left).toEqual([667n, 1_500n])
    expect(await balances(pool)).toEqual(left)
  })

  test('error: too little for the locked shares, beyond the limits that the caller sets, or not owned', async () => {
    expect(await onPool('quoteFee')).toMatchObject({ error: 'NoLiquidity' })
    expect(await swap(token0, 1n)).toMatchObject({ error: 'NoLiquidity' })
    expect(await addLiquidity(1_000n, 1_000n)).toMatchObject({ error: 'InsufficientShares', args: [1_001n, 1_000n] })
    expect(await addLiquidity(2n ** 112n, 1n)).toMatchObject({
      error: 'ReserveOverflow',
      args: [2n ** 112n - 1n, 2n ** 112n],
    })
    expect(await addLiquidity(unit, unit, unit)).toMatchObject({
      error: 'SlippageExceeded',
      args: [unit, unit - 1_000n],
    })
    await addLiquidity(unit, unit)
    expect(await onPool('removeLiquidity', [unit, 0n, 0n, never])).toMatchObject({
      error: 'InsufficientShares',
      args: [unit, unit - 1_000n],
    })
    expect(await onPool('removeLiquidity', [unit / 2n, unit, 0n, never])).toMatchObject({
      error: 'SlippageExceeded',
      args: [unit, unit / 2n],
    })
  })
})

describe('swap', () => {
  test('default: pays by the constant product after the fee that the forecast sets', async () => {
    await addLiquidity(1_000n * unit, 2_000n * unit)
    for (const [tokenIn, amountIn] of [
      [token0, 10n * unit],
      [token1, 3n * unit],
      [token0, 5n * unit],
    ] as const) {
      const before = await reserves()
      const [reserveIn, reserveOut] = tokenIn === token0 ? before : [before[1], before[0]]
      const { result: quoted } = await onPool('quoteFee')
      const [feePpm, volatilityPpb] = quoted as readonly [bigint, bigint]
      const afterFee = (amountIn * (1_000_000n - feePpm)) / 1_000_000n
      const amountOut = (reserveOut * afterFee) / (reserveIn + afterFee)
      const swapped = await swap(tokenIn, amountIn)
      expect(swapped.result).toBe(amountOut)
      expect(swapped.events).toMatchObject([{ name: 'Swap', args: { amountIn, amountOut, feePpm, volatilityPpb } }])
      expect(await balances(pool)).toEqual(await reserves())
    }
  })

  test('behavior: a calm market pays the least fee, a wild one more, a breaking one the most', async () => {
    await addLiquidity(1_000n * unit, 1_000n * unit)
    const fee = async (): Promise<bigint> => ((await onPool('quoteFee')).result as readonly [bigint])[0]
    expect(await fee()).toBe(300n)
    await swap(token0, unit / 1_000n)
    expect(await fee()).toBe(300n)
    await swap(token0, 10n * unit)
    expect(await fee()).toBeGreaterThan(5_000n)
    expect(await fee()).toBeLessThan(7_000n)
    await swap(token0, 500n * unit)
    expect(await fee()).toBe(30_000n)
    evm.timestamp += 10n * halfHour
    expect(await fee()).toBe(300n)
  })

  test('error: late, short of the limit, of no known token, or of nothing', async () => {
    await addLiquidity(unit, unit)
    expect(await swap(token0, 1_000n, 0n, evm.timestamp - 1n)).toMatchObject({
      error: 'Expired',
      args: [evm.timestamp - 1n, evm.timestamp],
    })
    expect(await swap(token0, 1_000n, 1_000n)).toMatchObject({ error: 'SlippageExceeded', args: [1_000n, 998n] })
    expect(await swap(alice, 1_000n)).toMatchObject({ error: 'UnknownToken' })
    expect(await swap(token0, 0n)).toMatchObject({ error: 'ZeroAmount' })
    expect(await swap(token0, 1n)).toMatchObject({ error: 'ZeroAmount' })
    expect(await swap(token0, 2n ** 112n - unit)).toMatchObject({ error: 'ReserveOverflow' })
    expect(await swap(token0, 2n ** 255n)).toMatchObject({ error: 'ReserveOverflow' })
    expect(await reserves()).toEqual([unit, unit])
  })

  test('behavior: no path of swaps gives more than was put in, and the pool holds what it says', async () => {
    const step = fc.record({ selling0: fc.boolean(), part: fc.integer({ min: 1, max: 3_000 }), wait: fc.nat(4_000) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async steps => {
        await open()
        await addLiquidity(123_456_789n * unit, 987_654n)
        let product = (await reserves()).reduce((a, b) => a * b)
        for (const { selling0, part, wait } of steps) {
          evm.timestamp += BigInt(wait)
          const [reserve0, reserve1] = await reserves()
          await swap(selling0 ? token0 : token1, ((selling0 ? reserve0 : reserve1) * BigInt(part)) / 1_000n)
          const next = (await reserves()).reduce((a, b) => a * b)
          expect(next).toBeGreaterThanOrEqual(product)
          expect(await balances(pool)).toEqual(await reserves())
          product = next
        }
      }),
      { numRuns: 15, seed: 6 },
    )
  })

  test('behavior: a price that moves beyond all bounds does not stop the pool', async () => {
    await addLiquidity(2n ** 20n, 2n ** 111n)
    expect(await swap(token0, 2n ** 111n)).toMatchObject({ events: [{ name: 'Swap' }] })
    evm.timestamp += 2n * halfHour
    expect(await swap(token1, 2n ** 110n)).toMatchObject({ events: [{ name: 'Swap', args: { feePpm: 30_000n } }] })
    expect(await swap(token0, 2n ** 100n)).toMatchObject({ events: [{ name: 'Swap', args: { feePpm: 30_000n } }] })
  })
})

describe('history', () => {
  test("the model's input is ten half-hour candles of the pool's prices, relative to the last", async () => {
    const trade = fc.record({
      selling0: fc.boolean(),
      part: fc.integer({ min: 1, max: 200 }),
      wait: fc.oneof(fc.nat(900), fc.nat(5_000), fc.nat(25_000)),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(trade, { maxLength: 20 }), fc.nat(4_000), async (trades, rest) => {
        await open()
        await addLiquidity(5_000n * unit, 3n * unit)
        const prices: { readonly at: bigint; readonly price: number }[] = [{ at: 0n, price: await price() }]
        for (const { selling0, part, wait } of trades) {
          evm.timestamp += BigInt(wait)
          const [reserve0, reserve1] = await reserves()
          await swap(selling0 ? token0 : token1, ((selling0 ? reserve0 : reserve1) * BigInt(part)) / 1_000n)
          prices.push({ at: evm.timestamp, price: await price() })
        }
        evm.timestamp += BigInt(rest)
        const input = (await onPool('modelInput')).result as readonly bigint[]
        const want = candlesOf(prices, evm.timestamp).flat()
        expect(input).toHaveLength(40)
        for (const [i, value] of input.entries())
          expect(Math.abs(Number(value) / 1e9 - want[i]!)).toBeLessThan(3e-9 * (1 + Math.abs(want[i]!)))
      }),
      { numRuns: 25, seed: 7 },
    )
  })

  async function price(): Promise<number> {
    const [reserve0, reserve1] = await reserves()
    return Number(reserve1) / Number(reserve0)
  }

  /** The candles from the definition: each half-hour opens where the last one closed. */
  function candlesOf(prices: readonly { readonly at: bigint; readonly price: number }[], now: bigint): number[][] {
    const last = prices.at(-1)!.price
    return Array.from({ length: 10 }, (_, i) => {
      const begin = (now / halfHour - 9n + BigInt(i)) * halfHour
      const open = prices.findLast(({ at }) => at < begin)?.price ?? prices[0]!.price
      const within = prices.filter(({ at }) => at >= begin && at < begin + halfHour).map(entry => entry.price)
      const all = [open, ...within]
      return [open, Math.max(...all), Math.min(...all), all.at(-1)!].map(value => value / last - 1)
    })
  }
})

describe('odd tokens', () => {
  test('behavior: one that answers nothing is taken', async () => {
    await open(['SilentToken', 'TestToken'])
    await addLiquidity(unit, unit)
    expect(await swap(token0, unit / 2n)).toMatchObject({ events: [{ name: 'Swap' }] })
    expect(await balances(pool)).toEqual(await reserves())
  })

  test('error: one that takes a fee, or answers false', async () => {
    for (const odd of ['TaxedToken', 'RefusingToken']) {
      await open([odd, 'TestToken'])
      expect(await addLiquidity(unit, unit)).toMatchObject({ error: 'TransferFailed' })
    }
  })

  test('error: one that enters the pool again', async () => {
    await open(['ReenteringToken', 'TestToken'])
    await addLiquidity(unit, unit)
    await evm.call('ReenteringToken', token0, 'aim', [pool])
    expect(await swap(token0, unit / 10n)).toMatchObject({ error: 'Reentered' })
    expect(await addLiquidity(unit, unit)).toMatchObject({ error: 'Reentered' })
    expect(await swap(token1, unit / 10n)).toMatchObject({ events: [{ name: 'Swap' }] })
  })
})
