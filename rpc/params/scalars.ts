import { type Hex, hexToBytes, isHex } from '../../primitives/index.ts'
import { codec } from './codec.ts'

/** A natural number below 2^256, as 0x-hex or a JSON number. */
export const quantity = codec('a quantity (0x-hex)', quantityOf)

/** A number of a block, a nonce, an amount of gas or a time in seconds: what Ethereum keeps in 64 bits. */
export const u64 = codec('a quantity below 2^64 (0x-hex)', value => {
  const decoded = quantityOf(value)
  return decoded !== undefined && decoded < 2n ** 64n ? decoded : undefined
})

/** A count or an index that a JavaScript array could have. */
export const count = codec('a count below 2^32', value => {
  const decoded = typeof value === 'number' ? value : isHex(value) && value.length <= 10 ? Number(value) : Number.NaN
  return Number.isInteger(decoded) && decoded >= 0 && decoded < 2 ** 32 ? decoded : undefined
})

/** Bytes of any length. */
export const bytes = codec('bytes as 0x-hex of even length', value =>
  isHex(value) && value.length % 2 === 0 ? hexToBytes(value) : undefined,
)

/** An account's address, in lower case. */
export const address = codec('20 bytes as 0x-hex', value => fixedHex(value, 20))

/** A hash, in lower case. */
export const hash = codec('32 bytes as 0x-hex', value => fixedHex(value, 32))

/** A storage slot or word: at most 32 bytes, padded on the left, in lower case. */
export const word = codec('at most 32 bytes as 0x-hex', value => {
  if (!isHex(value) || value.length > 66) return undefined
  return `0x${value.slice(2).toLowerCase().padStart(64, '0')}` as Hex
})

export const flag = codec('true or false', value => (typeof value === 'boolean' ? value : undefined))

/** A number of JSON's, such as a percentile. */
export const real = codec('a number', value => (typeof value === 'number' ? value : undefined))

function quantityOf(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined
  return isHex(value) && value.length > 2 && value.length <= 66 ? BigInt(value) : undefined
}

function fixedHex(value: unknown, length: number): Hex | undefined {
  return isHex(value) && value.length === 2 + 2 * length ? (value.toLowerCase() as Hex) : undefined
}
