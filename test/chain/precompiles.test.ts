import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ChainNode, openChain } from '../../chain/index.ts'
import { admittedSlot, registryAddress } from '../../precompiles/index.ts'
import { bytesToHex, concatBytes, type Hex, hexToBytes } from '../../primitives/index.ts'
import { probe, probeAddress, probeCommands, probeGas } from './probe.ts'
import { decodeAnswer, deployProbeCaller, encodeCall } from './probe-caller.ts'

let node: ChainNode
let caller: Hex
let sender: Hex
beforeAll(async () => {
  node = await openChain({ database: { kind: 'memory' }, precompiles: [probe] })
  sender = node.accounts[0]!
  caller = await deployProbeCaller(node)
})
afterAll(() => node.close())

const command = (name: keyof typeof probeCommands, argument: Uint8Array = new Uint8Array()) =>
  concatBytes(Uint8Array.of(probeCommands[name]), argument)
const hexCommand = (...args: Parameters<typeof command>) => bytesToHex(command(...args))

/** What the probe was told: kind, caller, value. */
function told(answer: Hex): readonly unknown[] {
  const words = Array.from({ length: 3 }, (_, i) => BigInt(`0x${answer.slice(2 + 64 * i, 66 + 64 * i)}`))
  const [kind, from, value] = words
  return [
    ['call', 'staticcall', 'delegatecall', 'callcode'][Number(kind)],
    `0x${from!.toString(16).padStart(40, '0')}`,
    value,
  ]
}

async function ask(functionName: string, ...args: readonly unknown[]): Promise<readonly [boolean, Hex]> {
  const outcome = await node.call(
    { from: sender, to: caller, value: 7n, data: encodeCall(functionName, ...args) },
    'latest',
  )
  return decodeAnswer(functionName, outcome) as [boolean, Hex]
}

describe('a native precompile sees the message of its own frame', () => {
  test('from a top-level call', async () => {
    const outcome = await node.call({ from: sender, to: probeAddress, value: 3n, data: command('tell') }, 'latest')
    expect(outcome.status === 'success' && told(bytesToHex(outcome.output))).toEqual(['call', sender, 3n])
  })

  test('from CALL', async () => {
    const [ok, answer] = await ask('byCall', probeAddress, 5n, hexCommand('tell'))
    expect([ok, told(answer)]).toEqual([true, ['call', caller, 5n]])
  })

  test('from STATICCALL, DELEGATECALL and CALLCODE', async () => {
    const data = hexCommand('tell')
    const answers = await Promise.all([
      node.call({ from: sender, to: caller, data: encodeCall('byStaticcall', probeAddress, data) }, 'latest'),
      node.call({ from: sender, to: caller, data: encodeCall('byDelegatecall', probeAddress, data) }, 'latest'),
      node.call({ from: sender, to: caller, data: encodeCall('byCallcode', probeAddress, data) }, 'latest'),
    ])
    expect(answers.map(outcome => told((decodeAnswer('byCallcode', outcome) as [boolean, Hex])[1]))).toEqual([
      ['staticcall', caller, 0n],
      ['delegatecall', sender, 0n],
      ['callcode', caller, 0n],
    ])
  })

  test('while other calls are under way', async () => {
    const values = [1n, 2n, 3n, 4n, 5n, 6n]
    const answers = await Promise.all(
      values.map(value =>
        node.call(
          { from: sender, to: caller, value, data: encodeCall('byCall', probeAddress, value, hexCommand('linger')) },
          'latest',
        ),
      ),
    )
    expect(answers.map(outcome => told((decodeAnswer('byCall', outcome) as [boolean, Hex])[1])[2])).toEqual(values)
  })
})

describe('what a native precompile answers', () => {
  test('a revert gives its data to the caller and keeps the gas beyond the charge', async () => {
    const [ok, answer] = await ask('byCall', probeAddress, 0n, hexCommand('revert', Uint8Array.of(0xab, 0xcd)))
    expect([ok, answer]).toEqual([false, '0xabcd'])
    const outcome = await node.call(
      { from: sender, to: probeAddress, data: command('revert'), gas: 100_000n },
      'latest',
    )
    expect(outcome).toEqual({ status: 'revert', output: new Uint8Array(), gasUsed: 21_000n + 16n + probeGas })
  })

  test('a revert gives value back', async () => {
    await ask('byCall', probeAddress, 7n, hexCommand('revert'))
    const hash = await node.sendTransaction({
      from: sender,
      to: probeAddress,
      value: 9n,
      data: command('revert'),
      gas: 100_000n,
    })
    expect((await node.getReceipt(hash))!.status).toBe('reverted')
    expect((await node.getAccount(probeAddress, 'latest')).balance).toBe(0n)
  })

  test.each(['halt', 'overuse'] as const)('%s takes all the gas of the frame, and no more', async name => {
    const data = encodeCall('limited', probeAddress, 50_000n, hexCommand(name))
    const [ok, spent] = decodeAnswer('limited', await node.call({ from: sender, to: caller, data }, 'latest')) as [
      boolean,
      bigint,
    ]
    expect(ok).toBe(false)
    expect(spent).toBeGreaterThanOrEqual(50_000n)
    expect(spent).toBeLessThan(52_000n)
  })

  test('the address is warm in calls, estimates and transactions alike', async () => {
    const data = encodeCall('limited', probeAddress, 50_000n, hexCommand('tell'))
    const called = await node.call({ from: sender, to: caller, data }, 'latest')
    const [, spent] = decodeAnswer('limited', called) as [boolean, bigint]
    expect(spent).toBeLessThan(2_600n)
    const hash = await node.sendTransaction({ from: sender, to: caller, data })
    expect((await node.getReceipt(hash))!.gasUsed).toBe(called.gasUsed)
  })

  test('Solidity finds code at its address', async () => {
    expect([...(await node.getCode(probeAddress, 'latest'))]).toEqual([0xfe])
  })

  test('inferenceGas counts its charges, those of reverted frames included', async () => {
    const data = encodeCall('recordTwice', probeAddress, hexCommand('tell'))
    const hash = await node.sendTransaction({ from: sender, to: caller, data })
    const receipt = (await node.getReceipt(hash))!
    expect([receipt.inferenceGas, receipt.logs.length]).toEqual([2n * probeGas, 1])
  })
})

test('calls and reads go on while a block is built, on the state before it', async () => {
  const count = () => node.call({ to: caller, data: encodeCall('count') }, 'latest')
  const before = decodeAnswer('count', await count()) as bigint
  const sent = Array.from({ length: 4 }, (_, i) =>
    node.sendTransaction({
      from: node.accounts[i + 1]!,
      to: caller,
      gas: 300_000n,
      data: encodeCall('record', probeAddress, hexCommand('linger')),
    }),
  )
  const during: unknown[] = []
  let mined = false
  const all = Promise.all(sent).then(() => {
    mined = true
  })
  while (!mined) {
    await setImmediate()
    const answers = await Promise.all([count(), node.getAccount(node.accounts[1]!, 'latest')])
    if (!mined) during.push(decodeAnswer('count', answers[0]), answers[1].nonce)
  }
  await all
  expect(during.length).toBeGreaterThan(2)
  expect(new Set(during)).toEqual(new Set([before, 0n]))
  expect(decodeAnswer('count', await count())).toBe(before + 4n)
})

test('it reads what the same state says of the registry', async () => {
  const slot = admittedSlot(`0x${'11'.repeat(32)}`)
  const state = new Map([[bytesToHex(slot), `0x${'2a'.padStart(64, '0')}` as Hex]])
  const request = { to: probeAddress, data: command('readSlot', slot) }
  const [plain, overridden] = await Promise.all([
    node.call(request, 'latest'),
    node.call(request, 'latest', new Map([[registryAddress, { stateDiff: state }]])),
  ])
  expect(
    [plain, overridden].map(outcome => outcome.status === 'success' && BigInt(bytesToHex(outcome.output))),
  ).toEqual([0n, 42n])
})

test('code delegated to a native precompile halts', async () => {
  const delegating = new Map([[node.accounts[5]!, { code: hexToBytes(`0xef0100${probeAddress.slice(2)}`) }]])
  const outcome = await node.call({ to: node.accounts[5]!, data: command('tell') }, 'latest', delegating)
  expect(outcome).toMatchObject({ status: 'halt', reason: 'invalid opcode: INVALID' })
})
