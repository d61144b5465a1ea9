import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicClient, createWalletClient, encodeFunctionData, http, parseAbi } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { afterAll, describe, expect, test } from 'vitest'
import { inferenceAddress } from '../../precompiles/index.ts'
import { bytesToHex, keccak256 } from '../../primitives/index.ts'
import { perceptron, randomInputs } from '../rpc/perceptron.ts'
import { runInlay, startInlay } from './run-inlay.ts'

const folder = mkdtempSync(join(tmpdir(), 'inlay-node-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const abi = parseAbi(['function infer(bytes32 model, bytes inputs) view returns (bytes)'])
const stranger = '0x00000000000000000000000000000000000a11ce'

const key = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'

async function ask(url: string, method: string, params: readonly unknown[]) {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }) })
  return (await response.json()) as { readonly error?: { readonly message: string; readonly data: unknown } }
}

function clients(url: string, privateKey: `0x${string}`) {
  const transport = http(url)
  return {
    public: createPublicClient({ chain: foundry, transport }),
    wallet: createWalletClient({ chain: foundry, transport, account: privateKeyToAccount(privateKey) }),
  }
}

describe('inlay node', () => {
  test('prints keys that work, keeps its chain, and ends with 0 at SIGTERM and SIGINT', async () => {
    const database = join(folder, 'kept')
    const first = await startInlay('--port', '0', '--db', database)
    expect(first.stdout).toContain('(0) 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')
    const [privateKey] = /0x[0-9a-f]{64}/.exec(first.stdout)!
    const before = clients(first.url, privateKey as `0x${string}`)
    const hash = await before.wallet.sendTransaction({ to: stranger, value: 5n })
    expect(await first.stop('SIGTERM')).toMatchObject({ exitCode: 0, stderr: '' })

    const second = await startInlay('--port', '0', '--db', database)
    const after = clients(second.url, privateKey as `0x${string}`)
    expect(await after.public.getBalance({ address: stranger })).toBe(5n)
    expect(await after.public.getTransactionReceipt({ hash })).toMatchObject({ status: 'success', blockNumber: 1n })

    const locked = await runInlay('node', '--port', '0', '--db', database)
    expect(locked).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `error: Cannot open the database at ${database}: another process has it open.\nhint: Stop the other node, or give this one a folder of its own with --db.\n`,
    })
    expect(await second.stop('SIGINT')).toMatchObject({ exitCode: 0, stderr: '' })

    const otherChain = await runInlay('node', '--port', '0', '--db', database, '--chain-id', '1')
    expect(otherChain).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `error: Cannot open the database at ${database}: have chain id 31337, want 1.\nhint: Run with --chain-id 31337, or give another folder with --db.\n`,
    })
  })

  test('says of every block what is in it', async () => {
    const node = await startInlay('--port', '0', '--memory')
    const model = bytesToHex(keccak256(perceptron))
    await fetch(`${node.url}/models`, { method: 'PUT', body: perceptron })
    await ask(node.url, 'anvil_mine', [1])
    const { wallet } = clients(node.url, key)
    const infer = encodeFunctionData({ abi, functionName: 'infer', args: [model, bytesToHex(randomInputs())] })
    const good = await wallet.sendTransaction({ to: inferenceAddress, data: infer, gas: 1_000_000n })
    const bad = await wallet.sendTransaction({ to: inferenceAddress, data: '0x00', gas: 1_000_000n })
    const { exitCode, stdout, stderr } = await node.stop()
    expect([exitCode, stderr]).toEqual([0, ''])
    const blocks = stdout.slice(stdout.indexOf('\nblock 1 ') + 1)
    const [id, gas] = [`${model.slice(0, 10)}…`, '[\\d,]+ gas']
    expect(blocks.split('\n')).toEqual([
      expect.stringMatching(`^block 1 0x[0-9a-f]{8}…  admitted model ${id}$`),
      expect.stringMatching('^block 2 0x[0-9a-f]{8}…$'),
      expect.stringMatching(`^block 3 0x[0-9a-f]{8}…  1 transaction  ${gas}$`),
      expect.stringMatching(`^  ${good}  success  ${gas}$`),
      expect.stringMatching(`^    model ${id}  ${gas}  \\d+\\.\\d ms$`),
      expect.stringMatching(`^block 4 0x[0-9a-f]{8}…  1 transaction  ${gas}$`),
      expect.stringMatching(`^  ${bad}  reverted  ${gas}$`),
      '',
    ])
  })

  test('says under --json where it listens in one line, and no more', async () => {
    const node = await startInlay('--port', '0', '--memory', '--json')
    await ask(node.url, 'anvil_mine', [2])
    const { stdout } = await node.stop()
    expect(stdout.split('\n')).toEqual([expect.stringMatching(/^\{.*\}$/), ''])
    expect(JSON.parse(stdout)).toEqual({
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      url: node.url,
      place: 'memory',
      chainId: 31_337,
      hardfork: 'osaka',
      blockGasLimit: 200_000_000,
      blockNumber: 0,
      accounts: expect.arrayContaining(['0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266']),
    })
  })

  test('stops mining at SIGTERM, and keeps what it mined', async () => {
    const database = join(folder, 'mined')
    const node = await startInlay('--port', '0', '--db', database)
    const { public: client } = clients(node.url, key)
    const mining = ask(node.url, 'anvil_mine', [100_000])
    await expect.poll(() => client.getBlockNumber({ cacheTime: 0 })).toBeGreaterThan(1n)
    expect(await node.stop('SIGTERM')).toMatchObject({ exitCode: 0, stderr: '' })
    const { error } = await mining
    expect(error).toMatchObject({ data: { code: 'RPC_INTERRUPTED' } })
    const [, height] = /interrupted: (\d+) of 100000 blocks were mined/.exec(error!.message)!

    const again = await startInlay('--port', '0', '--db', database)
    expect(await clients(again.url, key).public.getBlockNumber()).toBe(BigInt(height!))
    await again.stop()
  })

  test('finishes what it runs at SIGTERM, and ends at once at a second', async () => {
    const node = await startInlay('--port', '0', '--memory')
    const loop = { [stranger]: { code: '0x5b600056' } }
    const cut = ask(node.url, 'eth_call', [{ to: stranger, gas: '0xbebc200' }, 'latest', loop]).catch(() => 'cut')
    await ask(node.url, 'eth_chainId', [])
    node.signal('SIGTERM')
    await expect.poll(() => ask(node.url, 'eth_chainId', []).catch(() => 'closed')).toBe('closed')
    expect(await node.stop('SIGINT')).toMatchObject({ exitCode: null })
    expect(await cut).toBe('cut')
  })

  test('says in a sentence that its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const finished = await runInlay('node', '--memory', '--port', `${port}`)
    other.close()
    expect(finished).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `error: Cannot listen on 127.0.0.1:${port}: it is in use.\nhint: Choose another with --host and --port.\n`,
    })
  })

  test('says in a sentence that it cannot write its folder', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { exitCode, stdout, stderr } = await runInlay('node', '--port', '0', '--db', join(file, 'below'))
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `error: Cannot open the database at ${join(file, 'below')}: a folder above it is a file.\nhint: Give a folder that this user may write with --db, or run without one with --memory.\n`,
    })
  })

  test('refuses --memory together with --db', async () => {
    const { exitCode, stderr } = await runInlay('node', '--memory', '--db', folder)
    expect([exitCode, stderr]).toEqual([
      1,
      "error: option '--memory' cannot be used with option '--db <DIR>'\nhint: Run `inlay node --help`.\n",
    ])
  })
})
