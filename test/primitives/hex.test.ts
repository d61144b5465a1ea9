import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes, isHex } from '../../primitives/index.ts'

describe('hex', () => {
  test('default', () => {
    expect(bytesToHex(Uint8Array.of(0, 1, 0xab, 0xff))).toBe('0x0001abff')
    expect(hexToBytes('0x0001ABff')).toEqual(Uint8Array.of(0, 1, 0xab, 0xff))
    expect([bytesToHex(new Uint8Array()), hexToBytes('0x')]).toEqual(['0x', new Uint8Array()])
  })

  test('behavior: what is spelled is read back, from views into larger buffers too', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(8), (bytes, skipped) => {
        const view = bytes.subarray(skipped)
        const read = hexToBytes(bytesToHex(view))
        expect(read).toEqual(Uint8Array.from(view))
        expect(read.constructor).toBe(Uint8Array)
      }),
    )
  })

  test('error: anything else', () => {
    for (const text of ['', '0', '00', '0x0', '0xzz', '0x0 ', ' 0x00', '0x00\n', '0X00'])
      expect(() => hexToBytes(text), text).toThrow(SyntaxError)
    expect([isHex('0x'), isHex('0xaF'), isHex('0xg'), isHex('00'), isHex(0), isHex(undefined)]).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
