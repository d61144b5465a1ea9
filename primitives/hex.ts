/** A hexadecimal string with its 0x prefix. */
export type Hex = `0x${string}`

/** Lower-case hex of `bytes`, 0x-prefixed. */
export function bytesToHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

/**
 * Bytes of a 0x-prefixed hex string of even length.
 * @throws SyntaxError on anything else.
 */
export function hexToBytes(hex: string): Uint8Array {
  if (!isHex(hex) || hex.length % 2 !== 0)
    throw new SyntaxError(`expected 0x and an even number of hex digits, got ${JSON.stringify(hex.slice(0, 80))}`)
  return new Uint8Array(Buffer.from(hex.slice(2), 'hex'))
}

/** Whether `value` is 0x followed by hex digits only (none is allowed). */
export function isHex(value: unknown): value is Hex {
  return typeof value === 'string' && /^0x[0-9a-fA-F]*$/.test(value)
}
