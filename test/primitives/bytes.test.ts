import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bigIntToBytes, bytesToBigInt, concatBytes, equalBytes } from '../../primitives/index.ts'

const someBytes = fc.uint8Array({ maxLength: 80 })

describe('concatBytes', () => {
  test('default', () => {
    expect(concatBytes()).toEqual(new Uint8Array())
    expect(concatBytes(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3))
  })

  test('behavior: as Buffer.concat, in memory of its own', () => {
    fc.assert(
      fc.property(fc.array(someBytes), parts => {
        const joined = concatBytes(...parts)
        expect(joined).toEqual(Uint8Array.from(Buffer.concat(parts)))
        for (const part of parts) expect(joined.buffer).not.toBe(part.buffer)
      }),
    )
  })
})

describe('equalBytes', () => {
  test('behavior: as Buffer.compare, for views into other buffers too', () => {
    fc.assert(
      fc.property(someBytes, someBytes, fc.nat(4), (a, b, skipped) => {
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0)
        expect(equalBytes(a.subarray(skipped), Uint8Array.from(a).subarray(skipped))).toBe(true)
      }),
    )
  })

  test('behavior: one other byte or one more makes a difference', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 80 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (a, place, flip) => {
          const other = Uint8Array.from(a)
          other[place % a.length]! ^= flip
          expect(equalBytes(a, other)).toBe(false)
          expect(equalBytes(a, a.subarray(1))).toBe(false)
        },
      ),
    )
  })
})

describe('big-endian numbers', () => {
  test('default', () => {
    expect(bigIntToBytes(0x0102n, 4)).toEqual(Uint8Array.of(0, 0, 1, 2))
    expect(bytesToBigInt(Uint8Array.of(0, 0, 1, 2))).toBe(0x0102n)
    expect([bigIntToBytes(0n, 0), bytesToBigInt(new Uint8Array())]).toEqual([new Uint8Array(), 0n])
  })

  test('behavior: what is spelled is read back, and spelled as BigInt spells hex', () => {
    fc.assert(
      fc.property(someBytes, bytes => {
        const value = bytesToBigInt(bytes)
        expect(value).toBe(BigInt(`0x0${Buffer.from(bytes).toString('hex')}`))
        expect(bigIntToBytes(value, bytes.length)).toEqual(bytes)
      }),
    )
  })

  test('error: what does not fit', () => {
    expect(bigIntToBytes(255n, 1)).toEqual(Uint8Array.of(255))
    expect(() => bigIntToBytes(256n, 1)).toThrow(new RangeError('256 does not fit 1 bytes'))
    expect(() => bigIntToBytes(1n, 0)).toThrow(new RangeError('1 does not fit 0 bytes'))
    expect(() => bigIntToBytes(-1n, 8)).toThrow(new RangeError('-1 does not fit 8 bytes'))
    expect(() => bigIntToBytes(2n ** 256n, 32)).toThrow(RangeError)
  })
})
