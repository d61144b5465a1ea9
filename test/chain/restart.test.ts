import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeFunctionData } from 'viem'
import { describe, expect, test } from 'vitest'
import { openChain } from '../../chain/index.ts'
import { ChainDatabase, openLevelStore } from '../../chain/storage/index.ts'
import { keys } from '../../chain/storage/keys.ts'
import { inferenceAbi, inferenceAddress } from '../../precompiles/index.ts'
import { bytesToHex, type Hex, hexToBytes, keccak256, packagePath } from '../../primitives/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

const artifact = Uint8Array.from(readFileSync(packagePath('models', 'zoo', 'volatility', 'volatility.onnx')))

test('after a restart blocks, states, receipts, models and inferences are there', async () => {
  const path = join(temporaryFolder(), 'database')
  const open = () => openChain({ database: { kind: 'level', path }, backend: 'reference' })
  const first = await open()
  const [from, to] = first.accounts
  await first.sendTransaction({ from: from!, to: to!, value: 5n })
  const { id } = await first.addModel(artifact)
  const input = bytesToHex(new Uint8Array(160))
  const data = hexToBytes(encodeFunctionData({ abi: inferenceAbi, functionName: 'infer', args: [id, input] }))
  const hash = await first.sendTransaction({ from: from!, to: inferenceAddress, data })
  const describeNode = async (node: typeof first) => ({
    head: await node.getBlock('latest'),
    receipts: await Promise.all([1n, 2n, 3n].map(number => node.getBlockReceipts({ number }))),
    balances: await Promise.all(
      [0n, 1n, 2n, 3n].map(async number => (await node.getAccount(from!, { number })).balance),
    ),
    models: await node.listModels(),
    artifact: Buffer.from((await node.getArtifact(id))!),
    inferences: await node.getInferences(hash),
    answer: await node.call({ to: inferenceAddress, data }, 'latest').then(({ status, gasUsed }) => [status, gasUsed]),
    before: (await node.call({ to: inferenceAddress, data }, { number: 1n })).status,
  })
  const before = await describeNode(first)
  await first.close()

  const second = await open()
  expect(await describeNode(second)).toEqual(before)
  expect(before.before).toBe('revert')
  expect(before.inferences).toHaveLength(1)
  await second.sendTransaction({ from: from!, to: to!, value: 5n })
  expect(second.blockNumber()).toBe(4n)
  await second.close()
})

test('a model that was taken in before the node stopped is admitted by the first block after', async () => {
  const path = join(temporaryFolder(), 'database')
  const id = bytesToHex(keccak256(artifact))
  await (await openChain({ database: { kind: 'level', path } })).close()
  const store = await openLevelStore(path, 'process')
  await (await ChainDatabase.open(store, 31_337n, path)).stage(id, artifact)
  await store.close()
  const node = await openChain({ database: { kind: 'level', path }, backend: 'reference' })
  expect((await node.getModel(id))!.admittedIn).toBeUndefined()
  expect((await node.mine()).admissions).toEqual([id])
  expect((await node.getModel(id))!.admittedIn).toBe(1n)
  await node.close()
})

test('a gas limit holds from the next block on, whenever the node is started again without one', async () => {
  const path = join(temporaryFolder(), 'database')
  const limits = async (gasLimit?: bigint, mine = true) => {
    const node = await openChain({ database: { kind: 'level', path }, ...(gasLimit !== undefined && { gasLimit }) })
    const mined = mine ? (await node.mine()).gasLimit : undefined
    const chosen = node.blockGasLimit
    await node.close()
    return [chosen, mined]
  }
  expect(await limits()).toEqual([200_000_000n, 200_000_000n])
  expect(await limits(50_000_000n, false)).toEqual([50_000_000n, undefined])
  expect(await limits()).toEqual([50_000_000n, 50_000_000n])
  expect(await limits(200_000_000n, false)).toEqual([200_000_000n, undefined])
  expect(await limits(50_000_000n, false)).toEqual([50_000_000n, undefined])
  expect(await limits()).toEqual([50_000_000n, 50_000_000n])
})

test('error: a database of another chain', async () => {
  const path = join(temporaryFolder(), 'database')
  await (await openChain({ database: { kind: 'level', path }, chainId: 1_337n })).close()
  await expect(openChain({ database: { kind: 'level', path } })).rejects.toMatchObject({
    code: 'DATABASE_OTHER_CHAIN',
    message: `Cannot open the database at ${path}: have chain id 1337, want 31337.`,
    hint: 'Run with --chain-id 1337, or give another folder with --db.',
  })
  await (await openChain({ database: { kind: 'level', path }, chainId: 1_337n })).close()
})

test('nothing that was answered is lost when the node is killed, whenever that is', async () => {
  const path = join(temporaryFolder(), 'database')
  const answered: Hex[] = []
  for (const afterHashes of [1, 40, 110]) {
    answered.push(...(await answersUntilKilled(path, afterHashes)))
    const node = await openChain({ database: { kind: 'level', path } })
    const receipts = await Promise.all(answered.map(hash => node.getReceipt(hash)))
    expect(receipts.every(receipt => receipt?.status === 'success')).toBe(true)
    let transactions = 0
    for (let number = 1n; number <= node.blockNumber(); number++) {
      const [block, parent] = await Promise.all([node.getBlock({ number }), node.getBlock({ number: number - 1n })])
      expect(block!.parentHash).toBe(parent!.hash)
      transactions += block!.transactions.length
    }
    const nonces = await Promise.all(
      node.accounts.map(async address => (await node.getAccount(address, 'latest')).nonce),
    )
    expect(Number(nonces.reduce((sum, nonce) => sum + nonce))).toBe(transactions)
    expect(transactions).toBeGreaterThanOrEqual(answered.length)
    await node.close()
  }
})

/** Runs a node in a process of its own and kills it once it answered so many transactions. */
async function answersUntilKilled(path: string, count: number): Promise<readonly Hex[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'durable-child.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    if (output.split('\n').length > count) child.kill('SIGKILL')
  })
  await new Promise(resolve => child.once('close', resolve))
  return output.split('\n').filter(line => line.length === 66) as Hex[]
}

describe('a database that is damaged', () => {
  const damagedBy = async (damage: (path: string) => Promise<void>) => {
    const path = join(temporaryFolder(), 'database')
    const node = await openChain({ database: { kind: 'level', path } })
    for (let i = 0; i < 40; i++) await node.mine()
    await node.close()
    await damage(path)
    return openChain({ database: { kind: 'level', path } }).then(
      async opened => {
        await opened.close()
        throw new Error('it was opened')
      },
      thrown => thrown,
    )
  }
  const remove = (...keysToRemove: readonly Uint8Array[]) =>
    damagedBy(async path => {
      const store = await openLevelStore(path, 'process')
      await store.write(keysToRemove.map(key => ({ key, value: undefined })))
      await store.close()
    })

  test('error: bytes in the middle of its log', async () => {
    const thrown = await damagedBy(async path => {
      const log = join(path, readdirSync(path).find(name => name.endsWith('.log'))!)
      const bytes = readFileSync(log)
      const middle = bytes.length >> 1
      writeFileSync(log, bytes.fill(0xff, middle, middle + 64))
    })
    expect(thrown).toMatchObject({
      code: 'DATABASE_DAMAGED',
      message: expect.stringMatching(/^Cannot open the database at .*: it is damaged, block \d+ is not there\.$/),
      hint: 'Put a copy of its folder in its place, or start a new chain in another folder with --db.',
    })
  })

  test('error: no file CURRENT, and no new chain over the old one', async () => {
    const thrown = await damagedBy(async path => unlinkSync(join(path, 'CURRENT')))
    expect(thrown).toMatchObject({ code: 'DATABASE_DAMAGED', message: expect.stringContaining('its file CURRENT') })
  })

  test.each([
    ['a block', [keys.block(7n)], 'block 7 is not there'],
    ['the receipts of a block', [keys.receipts(9n)], 'block 9 is not there'],
    ['its head', [keys.property('head')], 'it holds blocks and not which is the last'],
    ['its schema', [keys.property('schema')], 'it holds blocks and not which is the last'],
  ])('error: without %s', async (_, lost, reason) => {
    expect(await remove(...lost)).toMatchObject({
      code: 'DATABASE_DAMAGED',
      message: expect.stringContaining(`it is damaged, ${reason}.`),
    })
  })
})
