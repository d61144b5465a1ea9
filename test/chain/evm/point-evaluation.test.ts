import { bls12_381 } from '@noble/curves/bls12-381.js'
import { describe, expect, test } from 'vitest'
import { verifyPointEvaluation } from '../../../chain/evm/point-evaluation.ts'
import { openChain } from '../../../chain/index.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../../primitives/index.ts'

/** geth's vector of the precompile: versioned hash, z, y, commitment, proof. */
const published = {
  hash: '01e798154708fe7789429634053cbf9f99b619f9f084048927333fce637f549b',
  z: '564c0a11a0f704f4fc3e8acfe0f8245f0ad1347b378fbf96e206da11a5d36306',
  y: '24d25032e67a7e6a4910df5834b8fe70e6bcfeeac0352434196bdf4b2485d5a1',
  commitment: '8f59a8d2a1a625a17f3fea0fe5eb8c896db3764f3185481bc22f91b4aaffcca25f26936857bc3a7c2539ea8ec3a952b7',
  proof: '873033e038326e87ed3e1276fd140253fa08e9fc25fb2d9a98527fc22a2c9612fbeafdad446cbc7bcdbdcd780af2c16a',
}
const infinity = `0xc0${'00'.repeat(47)}`
const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`
const order = bls12_381.fields.Fr.ORDER

const verify = (change: Partial<typeof published> = {}) => {
  const { commitment, z, y, proof } = { ...published, ...change }
  return verifyPointEvaluation(`0x${commitment}`, `0x${z}`, `0x${y}`, `0x${proof}`)
}

describe('a point evaluation', () => {
  test('holds for the published vector, and for no other value or point', () => {
    expect(verify()).toBe(true)
    expect(verify({ y: published.z })).toBe(false)
    expect(verify({ z: published.y })).toBe(false)
    expect(verify({ proof: published.commitment })).toBe(false)
  })

  test('holds for constant polynomials, whose quotient is nothing', () => {
    for (const constant of [0n, 1n, 5n, order - 1n]) {
      const committed = constant === 0n ? infinity : `0x${bls12_381.G1.Point.BASE.multiply(constant).toHex(true)}`
      for (const z of [0n, 7n, order - 1n]) {
        expect(verifyPointEvaluation(committed, word(z), word(constant), infinity)).toBe(true)
        expect(verifyPointEvaluation(committed, word(z), word((constant + 1n) % order), infinity)).toBe(false)
      }
    }
  })

  test.each([
    ['a scalar that is the order', { y: order.toString(16) }],
    ['a point without its flag', { proof: `07${published.proof.slice(2)}` }],
    ['an x that is no point’s', { proof: `80${'00'.repeat(46)}01` }],
    ['an x beyond the field', { proof: `9f${'ff'.repeat(47)}` }],
    ['infinity that is not clean', { proof: `c0${'00'.repeat(46)}01` }],
    ['a point of the curve outside the group', { proof: `80${'00'.repeat(46)}04` }],
  ])('error: %s', (_, change) => {
    expect(() => verify(change)).toThrow('C_KZG_BADARGS')
  })
})

test('the precompile answers as EIP-4844 says', async () => {
  const node = await openChain({ database: { kind: 'memory' } })
  const call = (fields: typeof published) =>
    node.call(
      { to: `0x${'0a'.padStart(40, '0')}`, gas: 200_000n, data: hexToBytes(`0x${Object.values(fields).join('')}`) },
      'latest',
    )
  const right = await call(published)
  expect(right.status === 'success' && bytesToHex(right.output)).toBe(`${word(4_096n)}${word(order).slice(2)}`)
  expect((await call({ ...published, y: published.z })).status).toBe('halt')
  expect((await call({ ...published, proof: 'ff'.repeat(48) })).status).toBe('halt')
  expect((await node.call({ to: `0x${'0a'.padStart(40, '0')}`, gas: 100_000n }, 'latest')).status).toBe('halt')
  await node.close()
})
