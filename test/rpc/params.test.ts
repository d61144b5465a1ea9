import { describe, expect, test } from 'vitest'
import { InvalidParamsError } from '../../rpc/errors.ts'
import {
  address,
  blockNumber,
  blockReference,
  bytes,
  type Codec,
  callRequest,
  count,
  hash,
  logFilter,
  quantity,
  stateOverrides,
  word,
} from '../../rpc/params/index.ts'

const account = '0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const accountLower = account.toLowerCase()
const digest = `0x${'Ab'.repeat(32)}`

const read = (codec: Codec<unknown>, value: unknown) => codec.decode(value, 'x')
const refusal = (codec: Codec<unknown>, value: unknown): string | undefined => {
  try {
    codec.decode(value, 'x')
  } catch (error) {
    if (error instanceof InvalidParamsError) return error.message
    throw error
  }
  return undefined
}

describe('scalars', () => {
  test('default', () => {
    expect(read(quantity, '0x0')).toBe(0n)
    expect(read(quantity, `0x${'f'.repeat(64)}`)).toBe(2n ** 256n - 1n)
    expect(read(quantity, 20)).toBe(20n)
    expect(read(count, '0xa')).toBe(10)
    expect(read(bytes, '0x')).toEqual(new Uint8Array())
    expect(read(bytes, '0x00ff')).toEqual(Uint8Array.of(0, 255))
    expect(read(address, account)).toBe(accountLower)
    expect(read(hash, digest)).toBe(digest.toLowerCase())
    expect(read(word, '0x1')).toBe(`0x${'0'.repeat(63)}1`)
  })

  test.each<[string, Codec<unknown>, unknown[]]>([
    ['quantity', quantity, ['0x', '1', '0xg', `0x1${'0'.repeat(64)}`, -1, 1.5, 2 ** 53, true, {}, []]],
    ['count', count, ['0x', '0x100000000', 2 ** 32, -1, 0.5, '5']],
    ['bytes', bytes, ['0x0', '00', 0, '0xzz']],
    ['address', address, ['0x', account.slice(0, -1), `${account}0`, 'ada.eth']],
    ['hash', hash, ['0x', digest.slice(0, -2), accountLower]],
    ['word', word, ['0xasdf', `0x${'0'.repeat(65)}`, 5]],
  ])('error: %s refuses the rest', (_, codec, values) => {
    for (const value of values)
      expect([value, refusal(codec, value)]).toEqual([value, expect.stringMatching(/^invalid x: want /)])
  })

  test('error: a long value is cut in the message', () => {
    expect(refusal(address, 'y'.repeat(10_000))!.length).toBeLessThan(200)
  })
})

describe('block references', () => {
  test('default', () => {
    expect(read(blockReference, 'pending')).toBe('pending')
    expect(read(blockReference, '0x10')).toEqual({ number: 16n })
    expect(read(blockReference, digest)).toEqual({ hash: digest.toLowerCase() })
    expect(read(blockReference, { blockHash: digest, requireCanonical: true })).toEqual({
      hash: digest.toLowerCase(),
      requireCanonical: true,
    })
    expect(read(blockReference, { blockNumber: '0x2' })).toEqual({ number: 2n })
  })

  test('error: what is neither number, tag, hash nor EIP-1898 object', () => {
    for (const value of ['newest', '', '0x', {}, [], { blockHash: digest, blockNumber: '0x1' }, true])
      expect([value, refusal(blockReference, value)]).toEqual([value, expect.stringMatching(/^invalid x: want /)])
    expect(refusal(blockNumber, { blockNumber: '0x2' })).toBeDefined()
  })
})

describe('call requests', () => {
  test('default', () => {
    expect(
      read(callRequest, {
        from: account,
        to: null,
        gas: '0x5208',
        value: '0x1',
        input: '0x01',
        data: '0x01',
        nonce: '0x3',
        chainId: '0x7a69',
        type: '0x2',
        accessList: [{ address: account, storageKeys: ['0x1'] }],
      }),
    ).toEqual({
      chainId: 31337n,
      request: {
        from: accountLower,
        gas: 21000n,
        value: 1n,
        data: Uint8Array.of(1),
        nonce: 3n,
        accessList: [{ address: accountLower, storageKeys: [`0x${'0'.repeat(63)}1`] }],
      },
    })
  })

  test('error: what contradicts itself or is not available', () => {
    expect(refusal(callRequest, { data: '0x01', input: '0x02' })).toContain(
      'both "data" and "input" are set and not equal',
    )
    expect(refusal(callRequest, { gasPrice: '0x1', maxFeePerGas: '0x1' })).toContain('both gasPrice and')
    expect(refusal(callRequest, { authorizationList: [{}] })).toContain('want chainId, address')
    expect(refusal(callRequest, { to: '0x12' })).toBe('invalid x.to: want 20 bytes as 0x-hex, have "0x12"')
    expect(refusal(callRequest, { accessList: [{ storageKeys: [] }] })).toBe('invalid x.accessList[0]: want an address')
    expect(refusal(callRequest, 'call')).toBe('invalid x: want an object, have "call"')
  })
})

describe('state overrides', () => {
  test('default', () => {
    expect(read(stateOverrides, { [account]: { balance: '0x1', code: '0x00', stateDiff: { '0x1': '0x2' } } })).toEqual(
      new Map([
        [
          accountLower,
          {
            balance: 1n,
            code: Uint8Array.of(0),
            stateDiff: new Map([[`0x${'0'.repeat(63)}1`, `0x${'0'.repeat(63)}2`]]),
          },
        ],
      ]),
    )
  })

  test('behavior: a precompile may be moved', () => {
    expect(stateOverrides.decode({ [account]: { movePrecompileToAddress: account } }, 'x')).toEqual(
      new Map([[account.toLowerCase(), { movePrecompileTo: account.toLowerCase() }]]),
    )
  })

  test('error: what contradicts itself is refused', () => {
    expect(refusal(stateOverrides, { [account]: { state: {}, stateDiff: {} } })).toContain(
      'both "state" and "stateDiff"',
    )
    expect(refusal(stateOverrides, { ada: {} })).toContain('want 20 bytes')
  })
})

describe('log filters', () => {
  test('default', () => {
    expect(read(logFilter, {})).toEqual({ from: 'latest', to: 'latest', addresses: [], topics: [] })
    expect(
      read(logFilter, {
        fromBlock: '0x1',
        toBlock: 'latest',
        address: account,
        topics: [null, digest, [digest], []],
      }),
    ).toEqual({
      from: { number: 1n },
      to: 'latest',
      addresses: [accountLower],
      topics: [undefined, [digest.toLowerCase()], [digest.toLowerCase()], undefined],
    })
    expect(read(logFilter, { blockHash: digest, address: [account] })).toEqual({
      from: { hash: digest.toLowerCase() },
      to: { hash: digest.toLowerCase() },
      addresses: [accountLower],
      topics: [],
    })
  })

  test('error: ranges that contradict themselves, and too many topics', () => {
    expect(refusal(logFilter, { blockHash: digest, fromBlock: '0x1' })).toContain('choose one or the other')
    expect(refusal(logFilter, { fromBlock: '0x2', toBlock: '0x1' })).toBe('invalid block range params: from 2, to 1')
    expect(refusal(logFilter, { topics: [null, null, null, null, null] })).toBe(
      'invalid x: want at most 4 topics, have 5',
    )
    expect(refusal(logFilter, { topics: digest })).toContain('x.topics: want an array')
  })
})
