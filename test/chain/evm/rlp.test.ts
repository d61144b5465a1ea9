import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeRlp, encodeRlp, type RlpValue } from '../../../chain/evm/index.ts'

const bytes = fc.uint8Array({ maxLength: 300 })
const { value } = fc.letrec<{ value: RlpValue }>(tie => ({
  value: fc.oneof({ maxDepth: 4 }, bytes, fc.array(tie('value'), { maxLength: 8 })),
}))

test('values are encoded as the engine encodes them, and decoded to themselves', () => {
  fc.assert(
    fc.property(value, nested => {
      const encoded = encodeRlp(nested)
      expect(Buffer.from(encoded)).toEqual(Buffer.from(RLP.encode(nested as Uint8Array[])))
      expect(decodeRlp(encoded)).toEqual(nested)
    }),
  )
})

test.each([55, 56, 255, 256, 65_535, 65_536])(
  'a string and a list of %i bytes are encoded as by the engine',
  length => {
    const string = new Uint8Array(length).fill(7)
    const list = Array.from(string, byte => Uint8Array.of(byte))
    expect(Buffer.from(encodeRlp(string))).toEqual(Buffer.from(RLP.encode(string)))
    expect(Buffer.from(encodeRlp(list))).toEqual(Buffer.from(RLP.encode(list)))
  },
)

test('a list may be longer than a stack', () => {
  const list = Array.from({ length: 1_000_000 }, () => new Uint8Array())
  expect(encodeRlp(list)).toHaveLength(1_000_004)
})
