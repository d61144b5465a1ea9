import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packagePath } from '../../primitives/index.ts'
import { ExecutionRevertedError, InvalidParamsError, jsonRpcCodes, toErrorObject } from '../../rpc/errors.ts'

const folders = ['primitives', 'models', 'precompiles', 'chain', 'rpc', 'contracts', 'bench', 'cli']
const codes = folders
  .flatMap(folder => readdirSync(packagePath(folder), { withFileTypes: true, recursive: true }))
  .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
  .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .flatMap(source => [...source.matchAll(/readonly code = '([^']*)'/g)].map(([, code]) => code!))

describe('error codes', () => {
  test('each belongs to one error and is spelled AREA_WHAT', () => {
    expect(codes.length).toBeGreaterThan(10)
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([])
    expect(codes.filter(code => !/^[A-Z]+(_[A-Z0-9]+)+$/.test(code))).toEqual([])
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
      message: 'execution reverted',
      data: '0x01020304',
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
