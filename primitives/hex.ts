/** A hexadecimal string with its 0x prefix. */
export type Hex = `0x${string}`

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Lower-case hex of `bytes`, 0x-prefixed. */
export function bytesToHex(bytes: Uint8Array): Hex {
  let hex = '0x'
  for (const byte of bytes) hex += digits[byte]
  return hex as Hex
}

/**
 * Bytes of a 0x-prefixed hex string of even length.
 * @throws SyntaxError on anything else.
 */
export function hexToBytes(hex: string): Uint8Array {
  if (!isHex(hex) || hex.length % 2 !== 0)
    throw new SyntaxError(`expected 0x and an even number of hex digits, got ${JSON.stringify(hex.slice(0, 80))}`)
  const bytes = new Uint8Array(hex.length / 2 - 1)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 + 2 * i, 4 + 2 * i), 16)
  return bytes
}

/** Whether `value` is 0x followed by hex digits only (none is allowed). */
export function isHex(value: unknown): value is Hex {
  return typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value)
}
