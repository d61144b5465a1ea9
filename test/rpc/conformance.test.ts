import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Hex } from '../../primitives/index.ts'
import { sharedData } from '../shared-data.ts'
import { type RunningNode, startNode } from './running-node.ts'

/** Ethereum's own exchanges, which were recorded with geth. @see https://github.com/ethereum/execution-apis/tree/main/tests */
const folder = sharedData('execution-apis/tests')

/** What this node answers otherwise, and why. */
const deviations: Readonly<Record<string, string>> = {
  'eth_sendRawTransaction/send-blob-tx.io': 'the pool takes no blobs: it has nothing that checks their proofs',
  'eth_simulateV1/ethSimulate-overflow-nonce.io':
    'EIP-2681 forbids the nonce that geth lets through without validation, and EthereumJS makes no such transaction',
}

interface Exchange {
  readonly request: string
  readonly answer: { readonly result?: unknown; readonly error?: { readonly code: number; readonly data?: unknown } }
}

interface Recording {
  readonly name: string
  /** Whether only the shape of its answers is binding; traces are held to geth's, to the last instruction. */
  readonly shapeOnly: boolean
  readonly exchanges: readonly Exchange[]
}

function readRecording(name: string): Recording {
  const lines = readFileSync(join(folder!, name), 'utf8').split('\n')
  const exchanges: Exchange[] = []
  for (const [i, line] of lines.entries())
    if (line.startsWith('<< ')) {
      const request = lines.slice(0, i).findLast(earlier => earlier.startsWith('>> '))!
      exchanges.push({ request: request.slice(3), answer: JSON.parse(line.slice(3)) })
    }
  const shapeOnly = lines.some(line => line.startsWith('// speconly')) && !name.startsWith('debug_')
  return { name, shapeOnly, exchanges }
}

/** A value whose hexadecimal is in lower case. */
function lower(value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('0x') ? value.toLowerCase() : value
  if (Array.isArray(value)) return value.map(lower)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), lower(item)]))
}

/** A matcher of all that has the fields, the types and the kinds of entries of `value`. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return expect.any(Array)
  if (typeof value !== 'object' || value === null)
    return value === null ? expect.toSatisfy(() => true) : typeMatcher(value)
  return expect.objectContaining(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)])))
}

function typeMatcher(value: unknown): unknown {
  return expect.toSatisfy((other: unknown) => typeof other === typeof value, `is a ${typeof value}`)
}

const recordings = folder
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.io'))
      .sort()
      .map(readRecording)
  : []

describe.skipIf(!folder)('the execution APIs (skipped where the shared data is not there)', () => {
  let rpc: RunningNode
  beforeAll(async () => {
    const read = (name: string) => Uint8Array.from(readFileSync(join(folder!, name)))
    const { params } = JSON.parse(Buffer.from(read('headfcu.json')).toString()) as {
      params: [{ headBlockHash: Hex; safeBlockHash: Hex; finalizedBlockHash: Hex }]
    }
    const [{ headBlockHash: head, safeBlockHash: safe, finalizedBlockHash: finalized }] = params
    rpc = await startNode({
      genesis: read('genesis.json'),
      importChain: read('chain.rlp'),
      forkChoice: { head, safe, finalized },
    })
  })
  afterAll(async () => {
    expect(rpc.faults).toEqual([])
    await rpc.close()
  })

  test('are all here', () => {
    expect(recordings).toHaveLength(232)
    expect(recordings.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(deviations)))
  })

  const play = async ({ shapeOnly, exchanges }: Recording) => {
    for (const { request, answer } of exchanges) {
      const response = (await (await rpc.post(request)).json()) as Exchange['answer']
      if (answer.error) {
        expect(response.error?.code).toBe(answer.error.code)
        if (answer.error.data !== undefined && !shapeOnly)
          expect(lower(response.error!.data)).toEqual(lower(answer.error.data))
      } else {
        expect(response.error).toBeUndefined()
        const [have, want] = [lower(response.result), lower(answer.result)]
        expect(have).toEqual(shapeOnly ? shapeOf(want) : want)
      }
    }
  }

  test.each(recordings.filter(({ name }) => !(name in deviations)))('$name', play)

  test.each(recordings.filter(({ name }) => name in deviations))('$name deviates, as is said here', async recording => {
    await expect(play(recording)).rejects.toThrow()
  })
})
