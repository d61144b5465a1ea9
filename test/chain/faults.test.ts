import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type ChainNode, openChain } from '../../chain/index.ts'
import { openChainOn } from '../../chain/open-chain.ts'
import { ChainDatabase, createMemoryStore } from '../../chain/storage/index.ts'
import { zooModel } from '../../models/index.ts'
import { bytesToHex } from '../../primitives/index.ts'
import { probe, probeAddress, probeCommands } from './probe.ts'
import { decodeAnswer, deployProbeCaller, encodeCall } from './probe-caller.ts'

const openNode = () => openChain({ database: { kind: 'memory' }, precompiles: [probe], clock: () => 1_800_000_000_000 })
const artifact = Uint8Array.from(readFileSync(zooModel('volatility').artifactPath))
const fault = bytesToHex(Uint8Array.of(probeCommands.fault))
const tell = bytesToHex(Uint8Array.of(probeCommands.tell))

async function withNode(run: (node: ChainNode) => Promise<void>): Promise<void> {
  const node = await openNode()
  try {
    await run(node)
  } finally {
    await node.close()
  }
}

describe('a transaction that this node cannot run', () => {
  test('error: its sender is told, and no block, nonce or state is left of it', () =>
    withNode(async node => {
      const [sender] = node.accounts
      const caller = await deployProbeCaller(node)
      const before = await node.getBlock('latest')
      const poison = { from: sender!, to: caller, gas: 300_000n, data: encodeCall('record', probeAddress, fault) }
      await expect(node.sendTransaction(poison)).rejects.toMatchObject({
        code: 'NODE_FAULT',
        message: expect.stringMatching(/^cannot run transaction 0x[0-9a-f]{64}: the disk is on fire$/),
      })
      expect(await node.getBlock('latest')).toEqual(before)
      expect((await node.getAccount(sender!, 'pending')).nonce).toBe(1n)

      const next = await node.sendTransaction({ ...poison, data: encodeCall('record', probeAddress, tell) })
      expect(await node.getTransaction(next)).toMatchObject({ nonce: 1n, block: { number: 2n } })
      expect(decodeAnswer('count', await node.call({ to: caller, data: encodeCall('count') }, 'latest'))).toBe(1n)
    }))

  test('leaves the block that the others would have made without it', async () => {
    const heads = await Promise.all(
      [false, true].map(async poisoned => {
        const node = await openNode()
        const caller = await deployProbeCaller(node)
        const [, ...senders] = node.accounts
        const sent = senders.slice(0, 6).map((from, i) => {
          const data = encodeCall('record', probeAddress, poisoned && i % 3 === 1 ? fault : tell)
          return poisoned || i % 3 !== 1 ? node.sendTransaction({ from, to: caller, gas: 300_000n, data }) : undefined
        })
        const results = await Promise.allSettled(sent)
        const statuses = results.map(({ status }) => status)
        const head = await node.getBlock('latest')
        await node.close()
        return { statuses, hash: head!.hash, count: head!.transactions.length, number: head!.number }
      }),
    )
    expect(heads[1]!.statuses).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(heads[1]).toMatchObject({ hash: heads[0]!.hash, count: 4, number: 2n })
  })

  test('holds back what follows it of its sender until the gap is filled', () =>
    withNode(async node => {
      const [sender] = node.accounts
      const send = (nonce: bigint, command: number) =>
        node.sendTransaction({ from: sender!, to: probeAddress, gas: 100_000n, nonce, data: Uint8Array.of(command) })
      const [poison, follower] = await Promise.allSettled([send(0n, probeCommands.fault), send(1n, probeCommands.tell)])
      expect([poison.status, follower.status]).toEqual(['rejected', 'fulfilled'])
      const waiting = follower.status === 'fulfilled' ? follower.value : '0x'
      expect(await node.getReceipt(waiting)).toBeUndefined()
      await send(0n, probeCommands.tell)
      expect((await node.getReceipt(waiting))!.status).toBe('success')
    }))
})

describe('a call that this node cannot run', () => {
  test('error: it is a throw, and the next call is answered', () =>
    withNode(async node => {
      const caller = await deployProbeCaller(node)
      const call = (data: Uint8Array) => node.call({ to: caller, data }, 'latest')
      await expect(call(encodeCall('record', probeAddress, fault))).rejects.toThrow('the disk is on fire')
      expect(decodeAnswer('count', await call(encodeCall('count')))).toBe(0n)
      await expect(
        node.estimateGas({ to: probeAddress, data: Uint8Array.of(probeCommands.fault) }, 'latest'),
      ).rejects.toThrow('the disk is on fire')
    }))
})

describe('a block that this node cannot store', () => {
  test('error: its senders are told, the head stays, and nothing is stored from then on', async () => {
    const store = createMemoryStore()
    let full = false
    const flaky = {
      ...store,
      write: (...batch: Parameters<typeof store.write>) =>
        full ? Promise.reject(new Error('no space left')) : store.write(...batch),
    }
    const node = await openChainOn(await ChainDatabase.open(flaky, 31_337n, 'memory'), 31_337n, {
      precompiles: [probe],
    })
    const [first, second] = node.accounts
    await node.sendTransaction({ from: first!, to: second!, value: 1n })
    const before = await node.getBlock('latest')
    expect(node.failure).toBeUndefined()

    full = true
    const reason = {
      code: 'STORAGE_FAILED',
      message: 'Cannot write to the database at memory, so this node stores nothing more: no space left.',
      hint: 'Free space on its disk, or mend it, and start the node again: what it answered for is kept.',
    }
    const sent = [first, second].map(from => node.sendTransaction({ from: from!, to: second!, value: 1n }))
    for (const result of await Promise.allSettled(sent)) expect(result).toMatchObject({ reason })
    expect(node.failure).toMatchObject(reason)
    expect(await node.failed).toBe(node.failure)

    full = false
    await expect(node.sendTransaction({ from: first!, to: second!, value: 2n })).rejects.toMatchObject(reason)
    await expect(node.mine()).rejects.toMatchObject(reason)
    await expect(node.addModel(artifact)).rejects.toMatchObject(reason)
    expect(await node.getBlock('latest')).toEqual(before)
    expect((await node.getAccount(second!, 'latest')).balance).toBe(10n ** 22n + 1n)
    await node.close()
  })
})

describe('a database that lost a part of the state', () => {
  test('error: calls and transactions that need it are faults, never an account that is not there', async () => {
    const store = createMemoryStore()
    const open = async () => openChainOn(await ChainDatabase.open(store, 31_337n, 'memory'), 31_337n, {})
    const whole = await open()
    const [first, second] = whole.accounts
    await whole.sendTransaction({ from: first!, to: second!, value: 1n })
    await whole.close()
    const nodes = await store.entries(new TextEncoder().encode('n'), new TextEncoder().encode('o'))
    await store.write(nodes.filter(([, node]) => node.length < 120).map(([key]) => ({ key, value: undefined })))

    const damaged = await open()
    await expect(damaged.getAccount(first!, 'latest')).rejects.toThrow('the database is damaged')
    await expect(damaged.call({ from: first!, to: second!, value: 1n }, 'latest')).rejects.toThrow(
      'the database is damaged',
    )
    await expect(damaged.mine()).rejects.toMatchObject({ code: 'NODE_FAULT' })
    await damaged.close()
  })
})
