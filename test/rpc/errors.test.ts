import { describe, expect, test } from 'vitest'
import { ExecutionRevertedError, InvalidParamsError, jsonRpcCodes, toErrorObject } from '../../rpc/errors.ts'
import { readErrorCatalog, readSources } from '../../scripts/error-catalog.ts'

const catalog = readErrorCatalog()
const codes = catalog.map(({ code }) => code)
const spelled = readSources().flatMap(source =>
  [...source.matchAll(/\bcode\b(?!.*===)[^'\n]*'([A-Z]+(?:_[A-Z0-9]+)+)'/g)].map(([, code]) => code!),
)

describe('error codes', () => {
  test('each belongs to one error and is spelled AREA_WHAT', () => {
    expect(codes.length).toBeGreaterThan(50)
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([])
    expect(codes.filter(code => !/^[A-Z]+(_[A-Z0-9]+)+$/.test(code))).toEqual([])
  })

  test('every code that the sources spell is documented, with what to do', () => {
    expect(spelled).toEqual(expect.arrayContaining(['NODE_FAULT', 'CLI_FAULT', 'CLI_USAGE', 'CLI_NODE_REFUSAL']))
    expect(spelled.filter(code => !codes.includes(code))).toEqual([])
    expect(catalog.filter(({ when, hint }) => when === '' || hint === '')).toEqual([])
  })

  test('no error hides from the table', () => {
    const classes = readSources().flatMap(source => [...source.matchAll(/\bclass (\w+) extends (\w*Error)\b/g)])
    const users = classes.filter(([, , base]) => base !== 'Error')
    expect(users.filter(([, , base]) => base !== 'BaseError')).toEqual([])
    expect(catalog).toHaveLength(users.length + 2)
  })

  test('the table of JSON-RPC codes names errors that exist', () => {
    expect(Object.keys(jsonRpcCodes).filter(code => !codes.includes(code))).toEqual([])
  })
})

describe('toErrorObject', () => {
  test("default: a user's mistake in full", () => {
    expect(toErrorObject(new InvalidParamsError('want more'))).toEqual({
      code: -32602,
      message: 'want more',
      data: { code: 'RPC_INVALID_PARAMS', hint: 'The README lists the parameters of every method.' },
    })
  })

  test('behavior: a revert carries its data as a string', () => {
    expect(toErrorObject(new ExecutionRevertedError(Uint8Array.of(1, 2, 3, 4)))).toEqual({
      code: 3,
      message: 'execution reverted: custom error 0x01020304',
      data: '0x01020304',
    })
    expect(toErrorObject(new ExecutionRevertedError(new Uint8Array()))).toEqual({
      code: 3,
      message: 'execution reverted',
      data: '0x',
    })
  })

  test('behavior: of a fault, only that there was one', () => {
    for (const thrown of [new Error('secret'), 'secret', undefined, null, { code: 'EIO', message: 'secret' }]) {
      const error = toErrorObject(thrown)
      expect(error).toMatchObject({ code: -32000, data: { code: 'NODE_FAULT' } })
      expect(JSON.stringify(error)).not.toContain('secret')
    }
  })
})
