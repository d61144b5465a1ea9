import { describe, expect, test } from 'vitest'
import type { ChainNode } from '../../chain/index.ts'
import { BaseError } from '../../primitives/index.ts'
import { createDispatch, maxBatch, maxBatchResponseBytes } from '../../rpc/dispatch.ts'
import type { Filters } from '../../rpc/filters.ts'
import type { Json } from '../../rpc/json.ts'
import { defineMethod, optional, required } from '../../rpc/method.ts'
import { codec, quantity } from '../../rpc/params/index.ts'

class TeapotError extends BaseError {
  readonly code = 'TEST_TEAPOT'
}

const text = codec('a string', value => (typeof value === 'string' ? value : undefined))
const order: string[] = []
const faults: [string, unknown][] = []
const methods = [
  defineMethod({
    name: 'test_greet',
    aliases: ['test_hello'],
    summary: 'Greets.',
    parameters: [required('name', text), optional('times', quantity, 1n)],
    run: (_, name, times) => Array.from({ length: Number(times) }, () => `hello ${name}`).join(' '),
  }),
  defineMethod({
    name: 'test_slow',
    summary: 'Answers after a while.',
    parameters: [required('name', text), required('ms', quantity)],
    run: async (_, name, ms) => {
      await new Promise(resolve => setTimeout(resolve, Number(ms)))
      order.push(name)
      return name
    },
  }),
  defineMethod({
    name: 'test_teapot',
    summary: 'Refuses.',
    parameters: [],
    run: () => {
      throw new TeapotError('cannot brew coffee', { hint: 'Ask for tea.' })
    },
  }),
  defineMethod({
    name: 'test_fault',
    summary: 'Breaks.',
    parameters: [],
    run: () => {
      throw new Error('secret /path/of/the/node')
    },
  }),
  defineMethod({
    name: 'test_unserializable',
    summary: 'Answers what JSON can not say.',
    parameters: [],
    run: () => ({ secret: 1n }) as unknown as Json,
  }),
]
const context = { node: {} as ChainNode, filters: {} as Filters, clientVersion: 'inlay/test' }
const dispatch = createDispatch(methods, context, { onFault: (method, thrown) => faults.push([method, thrown]) })

async function ask(body: unknown, signal = new AbortController().signal): Promise<unknown> {
  const response = await dispatch(typeof body === 'string' ? body : JSON.stringify(body), signal)
  return response === undefined ? undefined : JSON.parse(response)
}

const request = (method: string, ...params: unknown[]) => ({ jsonrpc: '2.0', id: 1, method, params })
const errorCode = async (body: unknown) => ((await ask(body)) as { error?: { code: number } }).error?.code

describe('dispatch', () => {
  test('default', async () => {
    expect(await ask(request('test_greet', 'Ada', '0x2'))).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: 'hello Ada hello Ada',
    })
  })

  test('behavior: aliases, string ids and null ids are answered', async () => {
    expect(await ask({ ...request('test_hello', 'Ada'), id: 'a' })).toEqual({
      jsonrpc: '2.0',
      id: 'a',
      result: 'hello Ada',
    })
    expect(await ask({ ...request('test_hello', 'Ada'), id: null })).toEqual({
      jsonrpc: '2.0',
      id: null,
      result: 'hello Ada',
    })
  })

  test('behavior: params may be missing, and null stands for a parameter left out', async () => {
    expect(await ask(request('test_greet', 'Ada', null))).toMatchObject({ result: 'hello Ada' })
    expect(await ask({ jsonrpc: '2.0', id: 1, method: 'test_teapot' })).toMatchObject({ error: { code: -32000 } })
  })

  test('behavior: a notification runs and gets no answer, whatever it comes to', async () => {
    order.length = 0
    expect(await ask({ jsonrpc: '2.0', method: 'test_slow', params: ['notified', 0] })).toBeUndefined()
    expect(order).toEqual(['notified'])
    expect(await ask({ jsonrpc: '2.0', method: 'test_unknown' })).toBeUndefined()
    expect(await ask([{ jsonrpc: '2.0', method: 'test_teapot' }])).toBeUndefined()
  })

  test('behavior: a batch runs in its order, notifications unanswered', async () => {
    order.length = 0
    const answer = await ask([
      { ...request('test_slow', 'first', 20), id: 1 },
      { jsonrpc: '2.0', method: 'test_slow', params: ['second', 0] },
      7,
      { ...request('test_slow', 'third', 0), id: 3 },
    ])
    expect(order).toEqual(['first', 'second', 'third'])
    expect(answer).toMatchObject([
      { id: 1, result: 'first' },
      { id: null, error: { code: -32600 } },
      { id: 3, result: 'third' },
    ])
  })

  test('behavior: a batch of 10,000 is answered', async () => {
    const batch = Array.from({ length: maxBatch }, (_, id) => ({ ...request('test_greet', 'Ada'), id }))
    const answers = (await ask(batch)) as { id: number }[]
    expect(answers.map(({ id }) => id)).toEqual(batch.map(({ id }) => id))
  })

  test('behavior: no more of a batch runs once its answers fill a response, as in geth', async () => {
    order.length = 0
    const sixtyKilobytes = 'a'.repeat(60_000)
    const batch = [
      ...Array.from({ length: 1_000 }, (_, id) => ({ ...request('test_greet', sixtyKilobytes), id })),
      { ...request('test_slow', 'late', 0), id: 'late' },
      { jsonrpc: '2.0', method: 'test_slow', params: ['notified', 0] },
    ]
    const answers = (await ask(batch)) as { id: number | string; result?: string; error?: object }[]
    expect(answers.map(({ id }) => id)).toEqual([...Array(1_000).keys(), 'late'])
    const answered = answers.filter(({ result }) => result !== undefined)
    const sizeBytes = answered.reduce((sum, answer) => sum + JSON.stringify(answer).length, 0)
    expect(sizeBytes).toBeGreaterThan(maxBatchResponseBytes)
    expect(sizeBytes).toBeLessThan(maxBatchResponseBytes + 61_000)
    expect(answers.at(-1)).toEqual({
      jsonrpc: '2.0',
      id: 'late',
      error: {
        code: -32003,
        message: 'response too large',
        data: {
          code: 'RPC_BATCH_RESPONSE_TOO_LARGE',
          hint: 'Send this request again in a smaller batch: no more run after 25000000 bytes of answers.',
        },
      },
    })
    expect(order).toEqual([])
  })

  test('behavior: no more of a batch runs once nobody waits for it', async () => {
    order.length = 0
    const hungUp = new AbortController()
    const asked = ask(
      ['first', 'second'].map((name, id) => ({ ...request('test_slow', name, 20), id })),
      hungUp.signal,
    )
    hungUp.abort()
    expect(await asked).toMatchObject([
      { id: 0, result: 'first' },
      { id: 1, error: { code: -32000, data: { code: 'RPC_INTERRUPTED' } } },
    ])
    expect(order).toEqual(['first'])
  })

  test('error: what is not JSON is -32700', async () => {
    for (const body of ['', '{', '{"jsonrpc":"2.0",', '\u0000', '[1,]']) {
      expect(await ask(body)).toEqual({
        jsonrpc: '2.0',
        id: null,
        error: {
          code: -32700,
          message: 'Cannot read the request: its body is not JSON.',
          data: { code: 'RPC_PARSE', hint: 'Send one JSON-RPC 2.0 object, or an array of them.' },
        },
      })
    }
  })

  test.each([
    ['a number', 1],
    ['null', null],
    ['an empty batch', []],
    ['a batch over the limit', Array.from({ length: maxBatch + 1 }, () => 1)],
    ['no version', { id: 1, method: 'test_greet' }],
    ['another version', { jsonrpc: '1.0', id: 1, method: 'test_greet' }],
    ['no method', { jsonrpc: '2.0', id: 1 }],
    ['a method that is no string', { jsonrpc: '2.0', id: 1, method: {} }],
    ['an id that no double is', '{"jsonrpc":"2.0","id":1e400,"method":"test_greet","params":["Ada"]}'],
    ['an id that is an object', { jsonrpc: '2.0', id: {}, method: 'test_greet' }],
  ])('error: %s is -32600', async (_, body) => {
    expect(await errorCode(body)).toBe(-32600)
  })

  test('error: an unknown method is -32601, those of Object.prototype included', async () => {
    for (const method of ['test_unknown', '', 'constructor', '__proto__', 'toString'])
      expect(await errorCode(request(method))).toBe(-32601)
    expect(await ask(request('test_unknown'))).toMatchObject({
      error: { message: 'the method test_unknown does not exist/is not available' },
    })
  })

  test.each([
    ['missing value for required argument 0 (name)', request('test_greet')],
    ['too many arguments, have 3, want at most 2', request('test_greet', 'Ada', 1, 2)],
    ['invalid argument 1 (times): want a quantity (0x-hex), have "two"', request('test_greet', 'Ada', 'two')],
    ['invalid argument 1 (times): want a quantity (0x-hex), have -1', request('test_greet', 'Ada', -1)],
    ['non-array args: this node takes parameters by position', { ...request('test_greet'), params: { name: 'Ada' } }],
  ])('error: %s', async (message, body) => {
    expect(await ask(body)).toMatchObject({ error: { code: -32602, message, data: { code: 'RPC_INVALID_PARAMS' } } })
  })

  test("error: a user's mistake is answered with its code and hint", async () => {
    expect(await ask(request('test_teapot'))).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32000, message: 'cannot brew coffee', data: { code: 'TEST_TEAPOT', hint: 'Ask for tea.' } },
    })
    expect(faults).toEqual([])
  })

  test('error: a fault of the node is logged whole and answered without its words', async () => {
    const answer = await ask(request('test_fault'))
    expect(answer).toMatchObject({ error: { code: -32000, data: { code: 'NODE_FAULT' } } })
    expect(JSON.stringify(answer)).not.toContain('secret')
    expect(faults).toMatchObject([['test_fault', { message: 'secret /path/of/the/node' }]])
  })

  test('error: a result that JSON can not say is a fault, answered to its request', async () => {
    faults.length = 0
    expect(await ask({ ...request('test_unserializable'), id: 'a' })).toMatchObject({
      id: 'a',
      error: { code: -32000, data: { code: 'NODE_FAULT' } },
    })
    expect(await ask([request('test_greet', 'Ada'), { ...request('test_unserializable'), id: 2 }])).toMatchObject([
      { id: 1, result: 'hello Ada' },
      { id: 2, error: { data: { code: 'NODE_FAULT' } } },
    ])
    expect(faults).toMatchObject([
      ['test_unserializable', { name: 'TypeError' }],
      ['test_unserializable', { name: 'TypeError' }],
    ])
  })
})
