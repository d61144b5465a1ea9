import { MerklePatriciaTrie } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import { expect, test } from 'vitest'
import { listRoot } from '../../../chain/evm/list-root.ts'
import { bytesToHex } from '../../../primitives/index.ts'
import { randomSource } from '../../suites/random-source.ts'

test('the root of no values is that of the empty trie', () => {
  expect(bytesToHex(listRoot([]))).toBe('0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421')
})

test.each([1, 2, 3, 15, 16, 17, 127, 128, 129, 130, 255, 256, 257, 600])(
  'the root of %i values is that of a trie they were put into',
  async count => {
    const random = randomSource(count)
    for (const longest of [1, 40, 300]) {
      const values = Array.from({ length: count }, () =>
        Uint8Array.from({ length: random.integer(1, longest) }, () => random.integer(1, 255)),
      )
      const trie = new MerklePatriciaTrie()
      for (const [i, value] of values.entries()) await trie.put(RLP.encode(i), value)
      expect(bytesToHex(listRoot(values))).toBe(bytesToHex(trie.root()))
    }
  },
)
