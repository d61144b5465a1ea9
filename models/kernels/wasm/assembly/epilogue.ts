// What becomes of accumulators: codes, real values, or themselves with a bias. Section 3 of the exact profile, one operation at a time.

/** What a product writes. */
export const enum Exit {
  codes = 0,
  accumulators = 1,
  values = 2,
}

/** The step of code 255, from which the zero point is counted. */
// @ts-ignore: decorator
@inline
export function highestStep(zeroPoint: i32): f32 {
  const steps: i32 = 255 - zeroPoint
  return <f32>steps
}

/**
 * 1.5 * 2^23: added to a binary32 value of magnitude below 2^22, it leaves the value's integer part, rounded half to even, in the low
 * bits of the sum. One addition where f32x4.nearest and a saturating conversion take ten instructions on x86.
 */
const roundingConstant: f32 = 12582912.0
const roundingBits: i32 = 0x4b400000

/** What turns steps into codes: the clamp, and the bits that the rounding constant and the zero point stand for. */
// @ts-ignore: decorator
@inline
export function lowSteps(zeroPoint: i32): v128 {
  return f32x4.splat(<f32>-zeroPoint)
}

// @ts-ignore: decorator
@inline
export function highSteps(zeroPoint: i32): v128 {
  return f32x4.splat(highestStep(zeroPoint))
}

// @ts-ignore: decorator
@inline
export function codeBits(zeroPoint: i32): v128 {
  return i32x4.splat(roundingBits - zeroPoint)
}

/** u8 codes, as int32, of real values in units of one step: clamped, rounded half to even, moved by the zero point. */
// @ts-ignore: decorator
@inline
export function roundToCodes(steps: v128, low: v128, high: v128, bits: v128): v128 {
  const clamped = f32x4.pmin(f32x4.pmax(steps, low), high)
  return i32x4.sub(f32x4.add(clamped, f32x4.splat(roundingConstant)), bits)
}

// @ts-ignore: decorator
@inline
function bytesOf(first: v128, second: v128): v128 {
  const half = i16x8.narrow_i32x4_s(first, second)
  return i8x16.narrow_i16x8_u(half, half)
}

/** Eight codes of eight int32, stored as bytes. */
// @ts-ignore: decorator
@inline
export function storeCodes(to: usize, first: v128, second: v128): void {
  v128.store_lane<i64>(to, bytesOf(first, second), 0)
}

/** The first `count` (0..7) of eight codes. */
export function storeFirstCodes(to: usize, first: v128, second: v128, count: i32): void {
  let bytes = i64x2.extract_lane(bytesOf(first, second), 0)
  if (count & 4) {
    store<u32>(to, <u32>bytes)
    bytes >>= 32
    to += 4
  }
  if (count & 2) {
    store<u16>(to, <u16>bytes)
    bytes >>= 16
    to += 2
  }
  if (count & 1) store<u8>(to, <u8>bytes)
}

/**
 * A row of accumulators that share one bias and one multiplier, as the channel of a convolution does. Whole vectors are read: there
 * is room for 7 more accumulators.
 */
export function writeChannel(
  exit: i32,
  to: usize,
  accumulators: usize,
  count: i32,
  bias: i32,
  multiplier: f32,
  zeroPoint: i32,
): void {
  let i = 0
  const vectorBias = i32x4.splat(bias)
  const vectorMultiplier = f32x4.splat(multiplier)
  if (exit == Exit.codes) {
    const low = lowSteps(zeroPoint)
    const high = highSteps(zeroPoint)
    const bits = codeBits(zeroPoint)
    for (; i < count; i += 8) {
      const at = accumulators + <usize>i * 4
      const a = f32x4.mul(f32x4.convert_i32x4_s(i32x4.add(v128.load(at), vectorBias)), vectorMultiplier)
      const b = f32x4.mul(f32x4.convert_i32x4_s(i32x4.add(v128.load(at, 16), vectorBias)), vectorMultiplier)
      const first = roundToCodes(a, low, high, bits)
      const second = roundToCodes(b, low, high, bits)
      if (i + 8 <= count) storeCodes(to + i, first, second)
      else storeFirstCodes(to + i, first, second, count - i)
    }
  } else if (exit == Exit.accumulators) {
    for (; i + 4 <= count; i += 4)
      v128.store(to + <usize>i * 4, i32x4.add(v128.load(accumulators + <usize>i * 4), vectorBias))
    for (; i < count; i++) store<i32>(to + <usize>i * 4, load<i32>(accumulators + <usize>i * 4) + bias)
  } else {
    for (; i + 4 <= count; i += 4) {
      const sum = i32x4.add(v128.load(accumulators + <usize>i * 4), vectorBias)
      v128.store(to + <usize>i * 4, f32x4.mul(f32x4.convert_i32x4_s(sum), vectorMultiplier))
    }
    for (; i < count; i++)
      store<f32>(to + <usize>i * 4, <f32>(load<i32>(accumulators + <usize>i * 4) + bias) * multiplier)
  }
}

/** A row of accumulators with a bias and a multiplier for each column; both hold zeros up to a multiple of 8. */
export function writeColumns(
  exit: i32,
  to: usize,
  accumulators: usize,
  count: i32,
  biases: usize,
  multipliers: usize,
  zeroPoint: i32,
): void {
  let i = 0
  if (exit == Exit.codes) {
    const low = lowSteps(zeroPoint)
    const high = highSteps(zeroPoint)
    const bits = codeBits(zeroPoint)
    for (; i < count; i += 8) {
      const at = <usize>i * 4
      const sum = i32x4.add(v128.load(accumulators + at), v128.load(biases + at))
      const next = i32x4.add(v128.load(accumulators + at, 16), v128.load(biases + at, 16))
      const a = f32x4.mul(f32x4.convert_i32x4_s(sum), v128.load(multipliers + at))
      const b = f32x4.mul(f32x4.convert_i32x4_s(next), v128.load(multipliers + at, 16))
      const first = roundToCodes(a, low, high, bits)
      const second = roundToCodes(b, low, high, bits)
      if (i + 8 <= count) storeCodes(to + i, first, second)
      else storeFirstCodes(to + i, first, second, count - i)
    }
  } else if (exit == Exit.accumulators) {
    for (; i < count; i++) {
      const at = <usize>i * 4
      store<i32>(to + at, load<i32>(accumulators + at) + load<i32>(biases + at))
    }
  } else {
    for (; i < count; i++) {
      const at = <usize>i * 4
      const sum = load<i32>(accumulators + at) + load<i32>(biases + at)
      store<f32>(to + at, <f32>sum * load<f32>(multipliers + at))
    }
  }
}
