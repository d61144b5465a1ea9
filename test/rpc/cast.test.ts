import { encodeAbiParameters, getAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ledgerBytecode } from './ledger.ts'
import { privateKey, type RunningNode, startNode } from './running-node.ts'

const account = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const stranger = '0x00000000000000000000000000000000000A11cE'
let rpc: RunningNode
let ledger: string

interface SentReceipt {
  readonly transactionHash: string
  readonly blockNumber: string
  readonly contractAddress: string | null
  readonly status: string
  readonly gasUsed: string
  readonly logs: readonly { readonly topics: readonly string[] }[]
}

const send = async (...args: readonly string[]): Promise<SentReceipt> =>
  JSON.parse(await rpc.cast('send', '--json', '--private-key', privateKey, ...args))

/** What a failed `cast` printed. */
const refusal = (command: string, ...args: readonly string[]): Promise<string> =>
  rpc.cast(command, ...args).then(
    answer => expect.fail(`cast ${command} ${args.join(' ')} answered ${answer}`),
    (error: Error) => error.message,
  )

beforeAll(async () => {
  rpc = await startNode()
  const initial = encodeAbiParameters([{ type: 'uint256' }], [42n]).slice(2)
  const receipt = await send('--create', `${ledgerBytecode}${initial}`)
  ledger = getAddress(receipt.contractAddress!)
})
afterAll(async () => {
  await rpc.close()
  expect(rpc.faults).toEqual([])
})

describe('cast', () => {
  test('asks for the chain', async () => {
    expect(await rpc.cast('chain-id')).toBe('31337')
    expect(await rpc.cast('client')).toBe('inlay/test')
    expect(BigInt(await rpc.cast('gas-price'))).toBeGreaterThan(0n)
    expect(BigInt(await rpc.cast('base-fee'))).toBeGreaterThan(0n)
    expect(BigInt(await rpc.cast('block-number'))).toBeGreaterThan(0n)
    expect(await rpc.cast('rpc', 'eth_accounts')).toContain(account.toLowerCase())
  })

  test('sends, with a key of its own and with one of the node', async () => {
    const receipt = await send(stranger, '--value', '1ether')
    expect(receipt).toMatchObject({ status: '0x1', gasUsed: '0x5208' })
    await rpc.cast('send', '--unlocked', '--from', account, stranger, '--value', '1ether')
    expect(await rpc.cast('balance', stranger, '--ether')).toBe('2.000000000000000000')
    expect(await rpc.cast('balance', stranger, '--block', '0')).toBe('0')
    expect(Number(await rpc.cast('nonce', account))).toBeGreaterThanOrEqual(3)
  })

  test('sends a legacy transaction', async () => {
    const { transactionHash } = await send('--legacy', stranger)
    expect(JSON.parse(await rpc.cast('tx', transactionHash, '--json'))).toMatchObject({
      type: '0x0',
      hash: transactionHash,
    })
  })

  test('calls, writes and reads storage, code and logs', async () => {
    const { transactionHash, blockNumber, logs } = await send(ledger, 'store(uint256,string)', '43', 'hello')
    expect(logs).toHaveLength(1)
    expect(await rpc.cast('call', ledger, 'value()(uint256)')).toBe('43')
    expect(await rpc.cast('call', ledger, 'value()(uint256)', '--block', `${BigInt(blockNumber) - 1n}`)).toBe('42')
    expect(BigInt(await rpc.cast('storage', ledger, '0'))).toBe(43n)
    expect((await rpc.cast('code', ledger)).length).toBeGreaterThan(100)
    expect(await rpc.cast('receipt', transactionHash, 'status')).toMatch(/^(1|true)/)
    const found = JSON.parse(
      await rpc.cast(
        'logs',
        '--json',
        '--from-block',
        '0',
        '--address',
        ledger,
        'Stored(address indexed,uint256 indexed,string)',
      ),
    )
    expect(found).toMatchObject([{ transactionHash, address: ledger.toLowerCase() }])
  })

  test('reads blocks and transactions', async () => {
    const { transactionHash } = await send(stranger, '--value', '1')
    const block = JSON.parse(await rpc.cast('block', 'latest', '--json', '--full'))
    expect(block).toMatchObject({ transactions: [{ hash: transactionHash, from: account.toLowerCase() }] })
    expect(await rpc.cast('block', block.hash, '--field', 'number')).toBe(`${BigInt(block.number)}`)
    expect(JSON.parse(await rpc.cast('tx', transactionHash, '--json'))).toMatchObject({
      blockHash: block.hash,
      value: '0x1',
    })
    expect(await rpc.cast('tx', transactionHash, '--raw')).toMatch(/^0x02/)
  })

  test('estimates', async () => {
    expect(await rpc.cast('estimate', '--from', account, stranger, '--value', '1')).toBe('21000')
    expect(
      Number(await rpc.cast('estimate', '--from', account, ledger, 'store(uint256,string)', '44', 'x')),
    ).toBeGreaterThan(21_000)
    expect(
      Number(await rpc.cast('estimate', '--from', account, '--create', ledgerBytecode, 'constructor(uint256)', '1')),
    ).toBeGreaterThan(50_000)
  })

  test('says why a call, an estimate and a send are refused', async () => {
    expect(await refusal('call', ledger, 'fail(string)', 'out of luck')).toContain('execution reverted: out of luck')
    expect(await refusal('estimate', '--from', account, ledger, 'fail(string)', 'out of luck')).toContain('out of luck')
    expect(await refusal('call', ledger, 'divide(uint256,uint256)', '1', '0')).toContain('division or modulo by zero')
    expect(await refusal('call', ledger, 'refuse(uint256)', '7')).toContain('execution reverted')
    expect(await refusal('send', '--private-key', privateKey, '--nonce', '0', stranger)).toContain('nonce too low')
    expect(await refusal('send', '--private-key', privateKey, '--value', '20000ether', stranger)).toMatch(
      /insufficient funds/i,
    )
    expect(await refusal('rpc', 'eth_unknown')).toContain('-32601')
    expect(await refusal('receipt', `0x${'0'.repeat(64)}`, '--async')).toContain('not found')
  })
})
