import { keccak_256 } from '@noble/hashes/sha3.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesToHex, hexToBytes, keccak256 } from '../../primitives/index.ts'

describe('keccak256', () => {
  test.each([
    ['no bytes: the Yellow Paper, section 4.1', '', 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'],
    [
      "RLP's empty list: the ommers hash of every block after the merge, EIP-3675",
      'c0',
      '1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
    ],
    [
      "one byte: the Keccak team's ShortMsgKAT_256",
      'cc',
      'eead6dbfc7340a56caedc044696a168870549a6a7f6f56961e84a54bd9970b8a',
    ],
    [
      'transfer(address,uint256): the selector a9059cbb of ERC-20',
      Buffer.from('transfer(address,uint256)').toString('hex'),
      'a9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b',
    ],
  ])('of %s', (_, message, digest) => {
    expect(bytesToHex(keccak256(hexToBytes(`0x${message}`)))).toBe(`0x${digest}`)
  })

  test.each([0, 1, 135, 136, 137, 271, 272, 273, 1_000_003])('of %i bytes, around its 136-byte blocks', length => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 131) & 0xff)
    expect(keccak256(bytes)).toEqual(keccak_256(bytes))
  })

  test('behavior: parts are hashed as their bytes one after the other', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 }), parts => {
        expect(keccak256(...parts)).toEqual(keccak_256(Uint8Array.from(parts.flatMap(part => [...part]))))
      }),
    )
  })

  test('behavior: neither other calls nor the views that it is given change an answer', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(8), (bytes, skipped) => {
        const view = bytes.subarray(skipped)
        const digest = keccak256(view)
        keccak256(bytes)
        expect(digest).toEqual(keccak_256(view))
      }),
    )
  })
})
