import { ecrecover } from '@ethereumjs/util'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { privateKeyToAddress, recoverPublicKey } from '../../../chain/evm/crypto.ts'
import { bytesToHex, hexToBytes } from '../../../primitives/index.ts'
import { randomSource } from '../../suites/random-source.ts'

test('a signature recovers to the key that EthereumJS recovers, for each way to write v', async () => {
  const random = randomSource(7)
  for (let i = 0; i < 20; i++) {
    const key = bytesToHex(Uint8Array.from({ length: 32 }, () => random.integer(1, 255)))
    const hash = bytesToHex(Uint8Array.from({ length: 32 }, () => random.integer(0, 255)))
    const account = privateKeyToAccount(key)
    const signature = hexToBytes(await account.sign({ hash }))
    const [r, s, v] = [signature.subarray(0, 32), signature.subarray(32, 64), BigInt(signature[64]!)]
    const want = ecrecover(hexToBytes(hash), v, r, s)
    expect(recoverPublicKey(hexToBytes(hash), v, r, s)).toEqual(want)
    expect(recoverPublicKey(hexToBytes(hash), v - 27n, r, s)).toEqual(want)
    expect(recoverPublicKey(hexToBytes(hash), v - 27n + 35n + 2n * 31_337n, r, s, 31_337n)).toEqual(want)
    expect(privateKeyToAddress(hexToBytes(key))).toBe(account.address.toLowerCase())
  }
})

test.each([
  ['a v that is neither', 29n, new Uint8Array(32).fill(1), new Uint8Array(32).fill(1)],
  ['an r of zero', 27n, new Uint8Array(32), new Uint8Array(32).fill(1)],
  ['an s above the order', 27n, new Uint8Array(32).fill(1), new Uint8Array(32).fill(255)],
])('error: %s', (_, v, r, s) => {
  expect(() => recoverPublicKey(new Uint8Array(32).fill(3), v, r, s)).toThrow()
  expect(() => ecrecover(new Uint8Array(32).fill(3), v, r, s)).toThrow()
})
