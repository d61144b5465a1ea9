import { request } from 'node:http'
import { createTestClient, http } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startServer } from '../../rpc/index.ts'
import { type RunningNode, startNode } from './running-node.ts'

let rpc: RunningNode

beforeAll(async () => {
  rpc = await startNode()
})
afterAll(async () => {
  await rpc.close()
  expect(rpc.faults).toEqual([])
})

const blockNumber = { jsonrpc: '2.0', id: 1, method: 'eth_blockNumber' }

describe('the server', () => {
  test('answers JSON-RPC whatever the content type says', async () => {
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'text/plain',
      'application/x-www-form-urlencoded',
    ]) {
      const response = await rpc.post(JSON.stringify(blockNumber), { 'content-type': type })
      expect([type, response.status, response.headers.get('content-type')]).toEqual([
        type,
        200,
        'application/json; charset=utf-8',
      ])
      expect(await response.json()).toEqual({ jsonrpc: '2.0', id: 1, result: '0x0' })
    }
  })

  test('answers batches, and notifications with 204', async () => {
    const batch = await rpc.post(JSON.stringify([blockNumber, { ...blockNumber, id: 2, method: 'net_version' }]))
    expect(await batch.json()).toEqual([
      { jsonrpc: '2.0', id: 1, result: '0x0' },
      { jsonrpc: '2.0', id: 2, result: '31337' },
    ])
    const notification = await rpc.post(JSON.stringify({ jsonrpc: '2.0', method: 'eth_blockNumber' }))
    expect([notification.status, await notification.text()]).toEqual([204, ''])
  })

  test('answers what is not JSON, empty bodies included, with -32700', async () => {
    for (const body of ['', 'hello', '{"a":', '\u{feff}{}'])
      expect(await (await rpc.post(body)).json()).toMatchObject({ id: null, error: { code: -32700 } })
  })

  test('survives nesting of any depth', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    expect(await (await rpc.post(deep)).json()).toMatchObject([{ error: { code: -32600 } }])
    const params = `{"jsonrpc":"2.0","id":1,"method":"eth_getBalance","params":${deep}}`
    expect(await (await rpc.post(params)).json()).toMatchObject({ error: { code: -32602 } })
  })

  test('refuses bodies over 64 MiB and goes on', async () => {
    const response = await rpc.post('1'.repeat(64 * 2 ** 20 + 1)).catch(() => undefined)
    if (response) {
      expect(response.status).toBe(413)
      expect(await response.json()).toMatchObject({ error: { code: -32600 } })
    }
    expect(await rpc.ask('eth_chainId')).toMatchObject({ result: '0x7a69' })
  })

  test('lets pages of any origin ask', async () => {
    const preflight = await fetch(rpc.url, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://dapp.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type')
    const response = await rpc.post(JSON.stringify(blockNumber), { origin: 'http://dapp.example' })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('says that it is healthy, and that other paths hold nothing', async () => {
    expect(await (await fetch(`${rpc.url}/health`)).json()).toEqual({ status: 'ok', blockNumber: 0 })
    const missing = await fetch(`${rpc.url}/metrics`)
    expect(missing.status).toBe(404)
    expect(await missing.json()).toMatchObject({ error: { message: 'nothing is at GET /metrics' } })
  })

  test('says in a sentence that its port is in use', async () => {
    const { port } = new URL(rpc.url)
    await expect(
      startServer(rpc.node, { host: '127.0.0.1', port: Number(port), clientVersion: 'inlay/test' }),
    ).rejects.toMatchObject({
      code: 'RPC_ADDRESS_UNAVAILABLE',
      message: `Cannot listen on 127.0.0.1:${port}: it is in use.`,
      hint: 'Choose another with --host and --port.',
    })
  })

  test('refuses parameters with -32602, and names them', async () => {
    const account = `0x${'11'.repeat(20)}`
    for (const [method, params, message] of [
      ['eth_getBalance', [], 'missing value for required argument 0 (address)'],
      ['eth_getBalance', ['0x12'], 'invalid argument 0 (address): want 20 bytes as 0x-hex, have "0x12"'],
      [
        'eth_getBalance',
        [account, 'newest'],
        'invalid argument 1 (block): want one of latest, pending, safe, finalized, earliest, have "newest"',
      ],
      [
        'eth_getBlockByNumber',
        [account, false],
        `invalid argument 0 (block): want a quantity below 2^64 (0x-hex), have "${account}"`,
      ],
      [
        'eth_getUncleCountByBlockNumber',
        ['0x10000000000000000'],
        'invalid argument 0 (block): want a quantity below 2^64 (0x-hex), have "0x10000000000000000"',
      ],
      [
        'eth_call',
        [{ nonce: '0x10000000000000000' }],
        'invalid argument 0 (call).nonce: want a quantity below 2^64 (0x-hex), have "0x10000000000000000"',
      ],
      [
        'evm_setNextBlockTimestamp',
        ['0x10000000000000000'],
        'invalid argument 0 (timestamp): want a quantity below 2^64 (0x-hex), have "0x10000000000000000"',
      ],
      ['eth_getTransactionReceipt', ['0x1'], 'invalid argument 0 (hash): want 32 bytes as 0x-hex, have "0x1"'],
      [
        'eth_sendRawTransaction',
        ['hello'],
        'invalid argument 0 (transaction): want bytes as 0x-hex of even length, have "hello"',
      ],
      ['eth_call', [{ to: account, chainId: '0x1' }], "chainId does not match node's (have=1, want=31337)"],
      ['eth_getLogs', [{ fromBlock: '0x2', toBlock: '0x1' }], 'invalid block range params: from 2, to 1'],
      ['eth_newFilter', [{ fromBlock: '0x2', toBlock: '0x1' }], 'invalid block range params: from 2, to 1'],
      [
        'eth_feeHistory',
        [1, 'latest', [50, 10]],
        'invalid argument 2 (percentiles)[1]: want rising percentiles from 0 to 100, have 10',
      ],
    ] as const)
      expect([method, (await rpc.ask(method, ...params)).error]).toMatchObject([method, { code: -32602, message }])
  })

  test('refuses transactions that are none with -32000', async () => {
    for (const raw of ['0x', '0x00', '0x02', '0xf8', '0x02c0', `0x${'ff'.repeat(100)}`])
      expect([raw, (await rpc.ask('eth_sendRawTransaction', raw)).error]).toMatchObject([
        raw,
        { code: -32000, message: expect.any(String) },
      ])
  })

  test('answers null for what it does not know, and an error for state that it does not have', async () => {
    const unknown = `0x${'00'.repeat(31)}01`
    expect(await rpc.ask('eth_getBlockByHash', unknown, false)).toMatchObject({ result: null })
    expect(await rpc.ask('eth_getBlockByNumber', '0x3e8', true)).toMatchObject({ result: null })
    expect(await rpc.ask('eth_getTransactionByHash', unknown)).toMatchObject({ result: null })
    expect(await rpc.ask('eth_getTransactionReceipt', unknown)).toMatchObject({ result: null })
    expect(await rpc.ask('eth_getBlockReceipts', '0x3e8')).toMatchObject({ result: null })
    expect(await rpc.ask('eth_getTransactionByBlockNumberAndIndex', '0x0', '0x5')).toMatchObject({ result: null })
    const account = `0x${'11'.repeat(20)}`
    expect(await rpc.ask('eth_getBalance', account, '0x3e8')).toMatchObject({ error: { code: -32000 } })
    expect(await rpc.ask('eth_call', { to: account }, { blockHash: unknown })).toMatchObject({
      error: { code: -32000 },
    })
  })

  test('answers a thousand requests of one connection that did not wait', async () => {
    const { port } = new URL(rpc.url)
    const bodies = Array.from({ length: 1_000 }, (_, id) => JSON.stringify({ ...blockNumber, id }))
    const answers = await Promise.all(
      bodies.map(
        body =>
          new Promise<string>((resolve, reject) => {
            const sent = request({ port, method: 'POST', host: '127.0.0.1' }, response => {
              let text = ''
              response.on('data', chunk => {
                text += chunk
              })
              response.on('end', () => resolve(text))
            })
            sent.on('error', reject)
            sent.end(body)
          }),
      ),
    )
    expect(answers.map(answer => JSON.parse(answer).id)).toEqual(bodies.map((_, id) => id))
  })

  test('closes while clients keep their connections', async () => {
    const server = await startServer(rpc.node, { host: '127.0.0.1', port: 0, clientVersion: 'inlay/test' })
    const client = createTestClient({ transport: http(server.url), mode: 'anvil' })
    expect(await client.request({ method: 'net_version' as never })).toBe('31337')
    await server.close()
    await server.close()
    await expect(fetch(server.url)).rejects.toThrow()
  })
})
