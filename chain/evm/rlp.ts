import { RLP } from '@ethereumjs/rlp'
import { bigIntToUnpaddedBytes } from '@ethereumjs/util'
import { bytesToBigInt } from '../../primitives/index.ts'

/** Bytes, or a list of such values. */
export type RlpValue = Uint8Array | readonly RlpValue[]

/**
 * RLP of nested lists of bytes. The engine's own encoder hands a list's elements to a call as its arguments, of which the
 * stack holds some 120,000.
 * @see the Ethereum yellow paper, appendix B.
 */
export function encodeRlp(value: RlpValue): Uint8Array {
  if (value instanceof Uint8Array)
    return value.length === 1 && value[0]! < 0x80 ? value : join([lengthPrefix(value.length, 0x80), value])
  const content = join(value.map(encodeRlp))
  return join([lengthPrefix(content.length, 0xc0), content])
}

export function decodeRlp(bytes: Uint8Array): RlpValue {
  return RLP.decode(bytes) as RlpValue
}

/**
 * Cuts bytes into the lists that they hold, one after the other, each with its prefix.
 * @throws what `refuse` makes of a reason, for bytes that hold something else.
 */
export function* decodeRlpStream(bytes: Uint8Array, refuse: (reason: string) => Error): Generator<Uint8Array> {
  for (let rest = bytes; rest.length > 0; ) {
    const first = rest[0]!
    if (first < 0xc0) throw refuse('it is not a list')
    const lengthDigits = first > 0xf7 ? first - 0xf7 : 0
    const length = lengthDigits === 0 ? first - 0xc0 : Number(bytesToBigInt(rest.subarray(1, 1 + lengthDigits)))
    const end = 1 + lengthDigits + length
    if (end > rest.length) throw refuse(`it ends after ${rest.length} of ${end} bytes`)
    yield rest.subarray(0, end)
    rest = rest.subarray(end)
  }
}

/** The longest length that the prefix's own byte tells. */
const shortLength = 55

function lengthPrefix(length: number, offset: number): Uint8Array {
  if (length <= shortLength) return Uint8Array.of(offset + length)
  const digits = bigIntToUnpaddedBytes(BigInt(length))
  return Uint8Array.of(offset + shortLength + digits.length, ...digits)
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}
