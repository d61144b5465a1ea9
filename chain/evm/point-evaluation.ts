import { NobleBLS } from '@ethereumjs/evm'
import { bigIntToBytes, bytesToBigInt, concatBytes, type Hex, hexToBytes } from '../../primitives/index.ts'

/** The field of BLS12-381's coordinates. */
const p = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn
/** The order of its groups. */
const r = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n

/** G1's generator. */
const generator1 = uncompressed(
  '17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb',
  '08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1',
)
/** G2's generator. */
const generator2 = uncompressed(
  '024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8',
  '13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e',
  '0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801',
  '0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be',
)
/** G2's generator times the secret of the KZG ceremony. @see the consensus specs' trusted setup, g2_monomial[1] */
const secret2 = uncompressed(
  '185cbfee53492714734429b7b38608e23926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2',
  '15bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d2914e5870cb452d2afaaab24f3499f72',
  '014353bdb96b626dd7d5ee8599d1fca2131569490e28de18e82451a496a9c9794ce26d105941f383ee689bfbbb832a99',
  '1666c54b0a32529503432fcae0181b4bef79de09fc63671fda5ed1ba9bfa07899495346f3d7ac9cd23048ef30d0a154f',
)

const curve = new NobleBLS()

/**
 * Whether the polynomial that was committed to takes the value `y` at `z`:
 * `e(proof, [s]) = e(commitment - [y] + [z]proof, [1])`.
 * @throws Error with C_KZG_BADARGS, by which the precompile knows it, for what is no scalar or no point.
 * @see EIP-4844, verify_kzg_proof
 */
export function verifyPointEvaluation(commitment: string, z: string, y: string, proof: string): boolean {
  const [point, value] = [readScalar(z), readScalar(y)]
  const [committed, quotient] = [readPoint(commitment), readPoint(proof)]
  try {
    const negated = curve.msmG1(
      concatBytes(
        committed,
        scalarBytes(r - 1n),
        generator1,
        scalarBytes(value),
        quotient,
        scalarBytes((r - point) % r),
      ),
    )
    return curve.pairingCheck(concatBytes(negated, generator2, quotient, secret2)).at(-1) === 1
  } catch {
    throw badArguments()
  }
}

function readScalar(hex: string): bigint {
  const scalar = BigInt(hex)
  if (scalar >= r) throw badArguments()
  return scalar
}

/** A G1 point of 48 bytes, written out as EIP-2537 has it; whether it is in the group is for the curve to say. */
function readPoint(hex: string): Uint8Array {
  const bytes = hexToBytes(hex as Hex)
  const flags = bytes[0]! >> 5
  const x = bytesToBigInt(bytes) & ((1n << 381n) - 1n)
  if (flags === 0b110 && x === 0n) return new Uint8Array(128)
  if ((flags & 0b110) !== 0b100 || x >= p) throw badArguments()
  const square = (x ** 3n + 4n) % p
  const root = power(square, (p + 1n) / 4n)
  if ((root * root) % p !== square) throw badArguments()
  const greater = root > p / 2n
  return concatBytes(bigIntToBytes(x, 64), bigIntToBytes(greater === (flags === 0b101) ? root : p - root, 64))
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = (square * square) % p)
    if (rest & 1n) result = (result * square) % p
  return result
}

function scalarBytes(scalar: bigint): Uint8Array {
  return bigIntToBytes(scalar, 32)
}

/** Coordinates of 48 bytes, each padded to EIP-2537's 64. */
function uncompressed(...coordinates: readonly string[]): Uint8Array {
  return hexToBytes(`0x${coordinates.map(coordinate => coordinate.padStart(128, '0')).join('')}`)
}

function badArguments(): Error {
  return new Error('C_KZG_BADARGS')
}
