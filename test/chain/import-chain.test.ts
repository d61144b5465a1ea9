import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ForkChoiceError, GenesisFileError, InvalidBlockError, openChain } from '../../chain/index.ts'
import type { Hex } from '../../primitives/index.ts'
import { sharedData } from '../shared-data.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = sharedData('execution-apis/tests')
const read = (name: string) => Uint8Array.from(readFileSync(join(folder!, name)))
const memory = { kind: 'memory' } as const
const headHash: Hex = '0xd226371d0b1551adb03fb52b71f08e3e11247fe9b1af994768af8cdaa8e7dcd7'
const transfer: Hex =
  '0x02f871870c72dd9d5e883e808201f48401a2158b825208947dcd17433742f4c0ca53122ab541d0ba67fc27df8203e880c001a0974376cf8de695763aa07d3e9539e0e2fe26011dc50a3b4a4a0a409d2228d513a03cf3ceb921d3286bf1942c044ba3a8dcefb4ff276486d67de8b1d306e9179b09'

/** A genesis whose blocks obey Osaka from the first on. */
const osaka = (config: object, alloc: object = {}) =>
  Buffer.from(
    JSON.stringify({
      config: {
        chainId: 99,
        homesteadBlock: 0,
        eip150Block: 0,
        eip155Block: 0,
        eip158Block: 0,
        byzantiumBlock: 0,
        constantinopleBlock: 0,
        petersburgBlock: 0,
        istanbulBlock: 0,
        berlinBlock: 0,
        londonBlock: 0,
        mergeNetsplitBlock: 0,
        shanghaiTime: 0,
        cancunTime: 0,
        pragueTime: 0,
        osakaTime: 0,
        blobSchedule: {
          cancun: { target: 3, max: 6, baseFeeUpdateFraction: 3_338_477 },
          prague: { target: 6, max: 9, baseFeeUpdateFraction: 5_007_716 },
          osaka: { target: 6, max: 9, baseFeeUpdateFraction: 5_007_716 },
        },
        ...config,
      },
      difficulty: '0x0',
      gasLimit: '0x1c9c380',
      nonce: '0x0',
      timestamp: '0x0',
      alloc,
    }),
  )

describe.skipIf(!folder)('a chain of geth (skipped where the shared data is not there)', () => {
  test('default: 54 blocks from Frontier to the blob-parameter forks hold: roots, gas, blooms and receipts', async () => {
    const node = await openChain({ database: memory, genesis: read('genesis.json'), importChain: read('chain.rlp') })
    expect(node.chainId).toBe(3_503_995_874_084_926n)
    expect(await node.getBlock('latest')).toMatchObject({ number: 54n, hash: headHash })
    expect(node.hardfork).toBe('bpo2')
    const types = new Set<number>()
    for (let number = 1n; number <= 54n; number++)
      for (const { type } of (await node.getBlock({ number }))!.transactions) types.add(type)
    expect(types).toEqual(new Set([0, 1, 2, 3, 4]))
    await node.close()
  })

  test('behavior: receipts before Byzantium say the state, those after whether they succeeded', async () => {
    const node = await openChain({ database: memory, genesis: read('genesis.json'), importChain: read('chain.rlp') })
    const [early] = (await node.getBlockReceipts({ number: 1n }))!
    expect(early).toMatchObject({ postState: expect.stringMatching(/^0x[0-9a-f]{64}$/), inferenceGas: undefined })
    const [late] = (await node.getBlockReceipts({ number: 10n }))!
    expect(late).toMatchObject({ postState: undefined, status: 'success' })
    await node.close()
  })

  test('behavior: a fork choice marks blocks, and its node keeps transactions in the pool', async () => {
    const node = await openChain({
      database: memory,
      genesis: read('genesis.json'),
      importChain: read('chain.rlp'),
      forkChoice: { head: headHash, safe: headHash, finalized: undefined },
    })
    expect((await node.getBlock('safe'))!.number).toBe(54n)
    expect((await node.getBlock('finalized'))!.number).toBe(0n)
    const hash = await node.sendRawTransaction(Buffer.from(transfer.slice(2), 'hex'))
    expect(await node.getReceipt(hash)).toBeUndefined()
    expect((await node.getTransaction(hash))!.block).toBeUndefined()
    const block = await node.mine()
    expect(block.transactions.map(transaction => transaction.hash)).toEqual([hash])
    await node.close()
  })

  test('behavior: a database goes on with its genesis, and without the files', async () => {
    const database = { kind: 'level', path: temporaryFolder() } as const
    const chainId = 3_503_995_874_084_926n
    const first = await openChain({ database, genesis: read('genesis.json'), importChain: read('chain.rlp') })
    await first.close()
    const second = await openChain({ database, chainId })
    expect(await second.getBlock('latest')).toMatchObject({ number: 54n, hash: headHash })
    expect(second.hardfork).toBe('bpo2')
    await second.close()
    const third = await openChain({ database, genesis: read('genesis.json'), importChain: read('chain.rlp') })
    expect(third.blockNumber()).toBe(54n)
    await third.close()
    const other = openChain({ database, genesis: osaka({ chainId: Number(chainId) }) })
    await expect(other).rejects.toThrow('its chain began with another genesis')
  })

  test('error: a block with a byte changed is refused, whichever byte', async () => {
    const genesis = read('genesis.json')
    const chain = read('chain.rlp')
    for (const at of [100, 200, 460, 480, 500, 1_000, 5_000, 20_000, 50_000]) {
      const damaged = chain.slice()
      damaged[at]! ^= 1
      const opened = openChain({ database: memory, genesis, importChain: damaged })
      await expect(opened, `byte ${at}`).rejects.toThrow(InvalidBlockError)
    }
  })

  test('error: a fork choice of a block that is not there is refused', async () => {
    const forkChoice = { head: `0x${'11'.repeat(32)}`, safe: undefined, finalized: undefined } as const
    await expect(openChain({ database: memory, genesis: read('genesis.json'), forkChoice })).rejects.toThrow(
      ForkChoiceError,
    )
  })
})

describe('a genesis file', () => {
  test('default: without config.inlay there is nothing at our addresses', async () => {
    const node = await openChain({ database: memory, genesis: osaka({}) })
    const code = await node.getCode('0x00000000000000000000000000000000000000a1', 'latest')
    expect(code).toHaveLength(0)
    await node.close()
  })

  test('behavior: with config.inlay the precompile is there', async () => {
    const node = await openChain({ database: memory, genesis: osaka({ inlay: {} }) })
    const code = await node.getCode('0x00000000000000000000000000000000000000a1', 'latest')
    expect(code).toEqual(Uint8Array.of(0xfe))
    await node.close()
  })

  test.each([
    ['no JSON', '{', 'it is not JSON'],
    ['an array', '[]', 'the file is not an object'],
    ['no chain id', '{"config":{}}', 'config.chainId'],
    ['no config', '{}', 'config is not an object'],
    [
      'an address too short',
      JSON.stringify({ config: { chainId: 1 }, alloc: { '0x12': {} }, gasLimit: '0x1' }),
      '20 bytes',
    ],
    ['no gas limit', JSON.stringify({ config: { chainId: 1 }, alloc: {} }), 'gasLimit'],
  ])('error: %s is refused', async (_, text, reason) => {
    const opened = openChain({ database: memory, genesis: Buffer.from(text) })
    await expect(opened).rejects.toThrow(GenesisFileError)
    await expect(opened).rejects.toThrow(reason)
  })
})
