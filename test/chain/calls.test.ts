import { parseEther, parseGwei } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChainNode, openChain } from '../../chain/index.ts'
import { bytesToBigInt, bytesToHex, type Hex, hexToBytes } from '../../primitives/index.ts'
import { decodeAnswer, deployProbeCaller, encodeCall } from './probe-caller.ts'

let node: ChainNode
let caller: Hex
let sender: Hex
beforeAll(async () => {
  node = await openChain({ database: { kind: 'memory' } })
  sender = node.accounts[0]!
  caller = await deployProbeCaller(node)
})
afterAll(() => node.close())

/** Code that answers with the word that `instruction` leaves. */
const answering = (instruction: string) => hexToBytes(`0x${instruction}5f5260205ff3`)
const target: Hex = `0x${'c0de'.repeat(10)}`

async function evaluate(
  instruction: string,
  request: Partial<Parameters<ChainNode['call']>[0]> = {},
  at: Parameters<ChainNode['call']>[1] = 'latest',
) {
  const outcome = await node.call({ to: target, ...request }, at, new Map([[target, { code: answering(instruction) }]]))
  return outcome.status === 'success' ? bytesToBigInt(outcome.output) : outcome.status
}

describe('a call', () => {
  test('leaves no trace', async () => {
    const before = await node.getBlock('latest')
    const root = (await node.getAccount(caller, 'latest')).storageRoot
    expect((await node.call({ from: sender, to: caller, data: encodeCall('burn', 3n) }, 'latest')).status).toBe(
      'success',
    )
    expect(decodeAnswer('count', await node.call({ to: caller, data: encodeCall('count') }, 'latest'))).toBe(0n)
    expect([await node.getBlock('latest'), (await node.getAccount(caller, 'latest')).storageRoot]).toEqual([
      before,
      root,
    ])
  })

  test('sees the block that it is asked about', async () => {
    const head = (await node.getBlock('latest'))!
    expect(await evaluate('43')).toBe(head.number)
    expect(await evaluate('42')).toBe(head.timestamp)
    expect(await evaluate('43', {}, 'earliest')).toBe(0n)
    expect(await evaluate('46')).toBe(31_337n)
    expect(await evaluate('45')).toBe(node.blockGasLimit)
    expect(await evaluate('4a')).toBe(1n)
  })

  test('sees the hashes of earlier blocks', async () => {
    const genesis = (await node.getBlock('earliest'))!
    expect(await evaluate('5f40')).toBe(BigInt(genesis.hash))
  })

  test('without a price sees no base fee and no price; with one it sees both', async () => {
    const { baseFeePerGas } = (await node.getBlock('latest'))!
    expect([await evaluate('48'), await evaluate('3a')]).toEqual([0n, 0n])
    const paying = { from: sender, gas: 100_000n, maxFeePerGas: parseGwei('5'), maxPriorityFeePerGas: 1n }
    expect([await evaluate('48', paying), await evaluate('3a', paying)]).toEqual([baseFeePerGas, baseFeePerGas! + 1n])
  })

  test('may come from a contract', async () => {
    expect(await evaluate('33', { from: caller })).toBe(BigInt(caller))
  })

  test('answers a revert with its data, and a halt in geth’s words', async () => {
    const reverted = await node.call({ to: caller, data: encodeCall('needs', 2n ** 200n) }, 'latest')
    expect(reverted).toMatchObject({ status: 'revert' })
    expect(reverted.status === 'revert' && Buffer.from(reverted.output).includes('hungry')).toBe(true)
    const halted = await node.call({ to: caller, data: encodeCall('burn', 10_000n), gas: 100_000n }, 'latest')
    expect(halted).toEqual({ status: 'halt', reason: 'out of gas', gasUsed: 100_000n })
  })

  test.each([
    ['invalid jump destination', '600556'],
    ['invalid opcode: INVALID', 'fe'],
    ['stack limit reached 1024 (1023)', '5b5f5f56'],
    ['out of gas', '5b5f56'],
  ])('halts: %s', async (reason, code) => {
    const override = new Map([[target, { code: hexToBytes(`0x${code}`) }]])
    expect(await node.call({ to: target, gas: 100_000n }, 'latest', override)).toEqual({
      status: 'halt',
      reason,
      gasUsed: 100_000n,
    })
  })

  test('that computes for long lets others have their turns', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 1)
    const looping = new Map([[target, { code: hexToBytes('0x5b5f56') }]])
    expect(await node.call({ to: target, gas: 10_000_000n }, 'latest', looping)).toMatchObject({ reason: 'out of gas' })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(3)
  })

  test('creates a contract and answers its code', async () => {
    const outcome = await node.call({ from: sender, data: hexToBytes('0x60115f5260205ff3') }, 'latest')
    expect(outcome.status === 'success' && bytesToBigInt(outcome.output)).toBe(0x11n)
  })

  test('error: value that the sender does not have', async () => {
    const poor: Hex = `0x${'99'.repeat(20)}`
    await expect(node.call({ from: poor, to: sender, value: 5n }, 'latest')).rejects.toMatchObject({
      code: 'TRANSACTION_INSUFFICIENT_FUNDS',
      message: `insufficient funds for gas * price + value: address ${poor} have 0 want 5`,
    })
    const rich = new Map([[poor, { balance: 5n }]])
    expect((await node.call({ from: poor, to: sender, value: 5n }, 'latest', rich)).status).toBe('success')
  })

  test('error: a block that is not there', async () => {
    for (const at of [{ number: 99n }, { hash: `0x${'12'.repeat(32)}` as Hex }])
      await expect(node.call({ to: sender }, at)).rejects.toMatchObject({
        code: 'BLOCK_UNKNOWN',
        message: 'header not found',
      })
  })

  test('error: a price below the base fee, a tip above the price, too little gas', async () => {
    await expect(node.call({ to: sender, gasPrice: 1n }, 'latest')).rejects.toMatchObject({
      code: 'TRANSACTION_FEE_CAP_TOO_LOW',
    })
    const upside = { to: sender, maxFeePerGas: 1n, maxPriorityFeePerGas: 2n }
    await expect(node.call(upside, 'latest')).rejects.toMatchObject({ code: 'TRANSACTION_TIP_ABOVE_FEE_CAP' })
    await expect(node.call({ to: sender, gas: 20_000n }, 'latest')).rejects.toMatchObject({
      message: 'intrinsic gas too low: have 20000, want 21000',
    })
  })
})

describe('overrides', () => {
  const slot = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`

  test('replace balance, nonce and code', async () => {
    const override = new Map([[target, { balance: 77n, code: answering('47'), nonce: 9n }]])
    const outcome = await node.call({ to: target }, 'latest', override)
    expect(outcome.status === 'success' && bytesToBigInt(outcome.output)).toBe(77n)
  })

  test('state replaces all slots, stateDiff only those it names', async () => {
    await node.sendTransaction({ from: sender, to: caller, data: encodeCall('burn', 5n) })
    const count = async (override: object) =>
      decodeAnswer(
        'count',
        await node.call({ to: caller, data: encodeCall('count') }, 'latest', new Map([[caller, override]])),
      )
    expect(await count({})).toBe(5n)
    expect(await count({ stateDiff: new Map([[slot(1n), slot(6n)]]) })).toBe(5n)
    expect(await count({ stateDiff: new Map([[slot(0n), slot(6n)]]) })).toBe(6n)
    expect(await count({ state: new Map([[slot(1n), slot(6n)]]) })).toBe(0n)
    expect(await count({})).toBe(5n)
  })
})

describe('an estimate', () => {
  const estimate = (request: Parameters<ChainNode['estimateGas']>[0]) =>
    node.estimateGas({ from: sender, ...request }, 'latest')

  /** The transaction succeeds with the estimate, and with 1 gas less it does not. */
  async function expectTight(request: Parameters<ChainNode['estimateGas']>[0]): Promise<void> {
    const estimated = await estimate(request)
    if (estimated.status !== 'success') throw new Error(`no estimate: ${estimated.status}`)
    const run = (gas: bigint) =>
      node.call({ from: sender, ...request, gas }, 'latest').then(
        ({ status }) => status === 'success',
        () => false,
      )
    expect([await run(estimated.gas - 1n), await run(estimated.gas)]).toEqual([false, true])
  }

  test.each<[string, () => Parameters<ChainNode['estimateGas']>[0]]>([
    ['a transfer', () => ({ to: sender, value: 1n })],
    ['calldata that pays the floor', () => ({ to: sender, data: new Uint8Array(5_000).fill(1) })],
    ['a creation', () => ({ data: hexToBytes('0x60115f5260205ff3') })],
    ['storage that is written', () => ({ to: caller, data: encodeCall('burn', 9n) })],
    ['storage that is cleared, with its refund', () => ({ to: caller, data: encodeCall('clear') })],
    [
      'a call inside, which gets 63/64 of the gas',
      () => ({ to: caller, data: encodeCall('record', caller, bytesToHex(encodeCall('burn', 40n))) }),
    ],
    ['code that looks at its gas', () => ({ to: caller, data: encodeCall('needs', 400_000n) })],
  ])('is the least gas that succeeds: %s', async (_, request) => {
    await expectTight(request())
  })

  test('is cut to what the sender can pay for', async () => {
    const request = { to: caller, data: encodeCall('burn', 100n) }
    expect(await estimate({ ...request, maxFeePerGas: parseEther('0.3') })).toMatchObject({
      status: 'halt',
      reason: 'out of gas',
    })
    expect((await estimate({ ...request, maxFeePerGas: parseGwei('10') })).status).toBe('success')
    await expect(estimate({ ...request, maxFeePerGas: parseEther('1') })).rejects.toMatchObject({
      code: 'GAS_ALLOWANCE_EXCEEDED',
      message: 'gas required exceeds allowance (9999)',
    })
  })

  test('answers how it fails where no gas is enough', async () => {
    expect(await estimate({ to: caller, data: encodeCall('needs', 2n ** 60n) })).toMatchObject({ status: 'revert' })
    expect(await estimate({ data: Uint8Array.of(0xfe) })).toMatchObject({
      status: 'halt',
      reason: 'invalid opcode: INVALID',
    })
  })
})
