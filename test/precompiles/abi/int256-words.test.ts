import fc from 'fast-check'
import { encodeAbiParameters } from 'viem'
import { describe, expect, test } from 'vitest'
import { encodeInts, encodeTuple, int256Reader, toBytes } from '../../../precompiles/abi/index.ts'
import { bytesToHex } from '../../../primitives/index.ts'

const int256 = fc.oneof(
  fc.bigInt(-(2n ** 255n), 2n ** 255n - 1n),
  fc.bigInt(-(2n ** 63n) - 3n, 2n ** 63n + 3n),
  fc.bigInt(-(2n ** 54n), 2n ** 54n),
  fc.constantFrom(0n, -1n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), -(2n ** 63n) - 1n, 2n ** 255n - 1n, -(2n ** 255n)),
)

describe('int256 words', () => {
  test("are written as viem writes them, and read back, exact or as JavaScript's own rounding has them", () => {
    fc.assert(
      fc.property(fc.array(int256, { maxLength: 8 }), values => {
        const encoded = encodeInts(values)
        expect(bytesToHex(toBytes(encodeTuple([encoded])))).toBe(encodeAbiParameters([{ type: 'int256[]' }], [values]))
        const { exact, rounded } = int256Reader(toBytes(encoded).subarray(32))
        for (const [i, value] of values.entries()) {
          expect(exact(i)).toBe(value)
          expect(rounded(i)).toBe(Number(value))
        }
      }),
      { numRuns: 1_000, seed: 9 },
    )
  })

  test('error: an integer of 257 bits', () => {
    for (const value of [2n ** 255n, -(2n ** 255n) - 1n]) expect(() => toBytes(encodeInts([value]))).toThrow(RangeError)
  })
})
