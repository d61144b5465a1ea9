import { encodeAbiParameters, encodeErrorResult, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { hexToBytes } from '../../primitives/index.ts'
import { revertReason } from '../../rpc/revert-reason.ts'

const abi = parseAbi(['error Error(string)', 'error Panic(uint256)', 'error Custom(uint256)'])
const errorBody = (...words: bigint[]) =>
  hexToBytes(`0x08c379a0${words.map(word => encodeAbiParameters([{ type: 'uint256' }], [word]).slice(2)).join('')}`)

describe('revertReason', () => {
  test('default', () => {
    for (const reason of ['', 'no', 'straße 🛣', 'x'.repeat(1_000)])
      expect(revertReason(hexToBytes(encodeErrorResult({ abi, errorName: 'Error', args: [reason] })))).toBe(reason)
  })

  test("behavior: panics are spelled in geth's words", () => {
    const panic = (code: bigint) =>
      revertReason(hexToBytes(encodeErrorResult({ abi, errorName: 'Panic', args: [code] })))
    expect(panic(0x01n)).toBe('assert(false)')
    expect(panic(0x11n)).toBe('arithmetic underflow or overflow')
    expect(panic(0x12n)).toBe('division or modulo by zero')
    expect(panic(0x99n)).toBe('unknown panic code: 0x99')
  })

  test('behavior: of a custom error its selector', () => {
    const custom = encodeErrorResult({ abi, errorName: 'Custom', args: [1n] })
    expect(revertReason(hexToBytes(custom))).toBe(`custom error ${custom.slice(0, 10)}`)
    expect(revertReason(hexToBytes('0x387e8e33'))).toBe('custom error 0x387e8e33')
  })

  test('behavior: nothing and lies have no reason', () => {
    expect(revertReason(hexToBytes('0x387e8e'))).toBeUndefined()
    expect(revertReason(new Uint8Array())).toBeUndefined()
    expect(revertReason(hexToBytes('0x08c379a0'))).toBeUndefined()
    expect(revertReason(hexToBytes('0x4e487b71'))).toBeUndefined()
    expect(revertReason(errorBody(32n))).toBeUndefined()
    expect(revertReason(errorBody(2n ** 255n))).toBeUndefined()
    expect(revertReason(errorBody(32n, 2n ** 255n))).toBeUndefined()
    expect(revertReason(errorBody(32n, 33n, 0n))).toBeUndefined()
  })
})
