/** Most decimal digits of a fixed-point number: 10^38 times the largest binary32 is still an int256. */
export const maxDecimals = 38

const powersOfTen = Array.from({ length: maxDecimals + 1 }, (_, digits) => 10n ** BigInt(digits))
const floatPowersOfTen = powersOfTen.map(Number)

/** Wider than the three roundings of a binary64 quotient of two rounded integers, each at most 2^-53. */
const quotientError = 2 ** -50

/**
 * `value / 10^decimals`, rounded once, ties to even, to the binary32 grid, subnormals included; never -0.
 * An infinity where |value / 10^decimals| >= 2^128 - 2^103.
 */
export function decimalToBinary32(value: bigint, decimals: number): number {
  return roundedDecimalToBinary32(Number(value), decimals) ?? roundQuotient(value, powersOfTen[decimals]!) + 0
}

/**
 * What {@link decimalToBinary32} gives for any integer that rounds to the binary64 `value`, or undefined where those
 * integers don't all give the same.
 */
export function roundedDecimalToBinary32(value: number, decimals: number): number | undefined {
  const quotient = value / floatPowersOfTen[decimals]!
  const below = Math.fround(quotient * (1 - quotientError))
  return below === Math.fround(quotient * (1 + quotientError)) ? below + 0 : undefined
}

/**
 * `value * 10^decimals`, rounded once, half to even; -0 is 0.
 * @throws RangeError when `value` is not finite.
 */
export function binary32ToDecimal(value: number, decimals: number): bigint {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no decimal digits`)
  binary32[0] = value
  const bits = binary32Bits[0]!
  const biasedExponent = (bits >>> 23) & 0xff
  const fraction = bits & 0x7fffff
  const significand = biasedExponent === 0 ? fraction : fraction | 0x800000
  const exponent = Math.max(biasedExponent, 1) - 150
  const scaled = BigInt(significand) * powersOfTen[decimals]!
  const magnitude = exponent >= 0 ? scaled << BigInt(exponent) : shiftRightHalfEven(scaled, BigInt(-exponent))
  return value < 0 ? -magnitude : magnitude
}

/** `value / 10^decimals` where that is an integer, else undefined. */
export function decimalToInteger(value: bigint, decimals: number): bigint | undefined {
  const unit = powersOfTen[decimals]!
  return value % unit === 0n ? value / unit : undefined
}

/** `value * 10^decimals`, exact. */
export function integerToDecimal(value: bigint, decimals: number): bigint {
  return value * powersOfTen[decimals]!
}

const binary32 = new Float32Array(1)
const binary32Bits = new Uint32Array(binary32.buffer)

/**
 * Rounds to odd at 46 to 53 bits, so that the one rounding to binary32 that follows is that of the exact quotient.
 * @see Boldo and Melquiond, When double rounding is odd, 2004.
 */
function roundQuotient(value: bigint, divisor: bigint): number {
  const magnitude = value < 0n ? -value : value
  const shift = 49 - 4 * (magnitude.toString(16).length - divisor.toString(16).length)
  const dividend = shift > 0 ? magnitude << BigInt(shift) : magnitude
  const scaledDivisor = shift < 0 ? divisor << BigInt(-shift) : divisor
  const sticky = dividend % scaledDivisor === 0n ? 0n : 1n
  const rounded = Math.fround(Number((dividend / scaledDivisor) | sticky) * 2 ** -shift)
  return value < 0n ? -rounded : rounded
}

function shiftRightHalfEven(magnitude: bigint, bits: bigint): bigint {
  const quotient = magnitude >> bits
  const twiceRemainder = (magnitude - (quotient << bits)) << 1n
  const unit = 1n << bits
  return twiceRemainder > unit || (twiceRemainder === unit && (quotient & 1n) === 1n) ? quotient + 1n : quotient
}
