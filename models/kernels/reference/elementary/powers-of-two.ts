const bits = new DataView(new ArrayBuffer(8))

/** 2^exponent, for an integer from -1022 to 1023. */
export function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20)
  bits.setUint32(4, 0)
  return bits.getFloat64(0)
}

/** value * 2^exponent, rounded once where the result is subnormal. */
export function scaleByPowerOfTwo(value: number, exponent: number): number {
  if (exponent > 1023) return value * powerOfTwo(1023) * powerOfTwo(Math.min(1023, exponent - 1023))
  if (exponent < -1022) return value * powerOfTwo(-969) * powerOfTwo(Math.max(-1022, exponent + 969))
  return value * powerOfTwo(exponent)
}

/** A positive finite value as significand * 2^exponent, the significand from sqrt(1/2) to sqrt(2). */
export function splitPowerOfTwo(value: number): { readonly significand: number; readonly exponent: number } {
  const subnormal = value < powerOfTwo(-1022)
  bits.setFloat64(0, subnormal ? value * powerOfTwo(54) : value)
  const high = bits.getUint32(0)
  const exponent = (high >>> 20) - 1023 - (subnormal ? 54 : 0)
  bits.setUint32(0, (high & 0xfffff) | (1023 << 20))
  const significand = bits.getFloat64(0)
  return significand > Math.SQRT2 ? { significand: significand / 2, exponent: exponent + 1 } : { significand, exponent }
}
