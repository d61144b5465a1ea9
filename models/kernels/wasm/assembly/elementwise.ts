import { codeBits, highSteps, lowSteps, roundToCodes, storeCodes, storeFirstCodes } from './epilogue'

/** Codes of values: QuantizeLinear. */
@unmanaged
export class Quantize {
  input: usize
  output: usize
  count: i32
  zeroPoint: i32
  scale: f32
}

export function quantize(c: Quantize): void {
  const scale = f32x4.splat(c.scale)
  const low = lowSteps(c.zeroPoint)
  const high = highSteps(c.zeroPoint)
  const bits = codeBits(c.zeroPoint)
  for (let i = 0; i < c.count; i += 8) {
    const at = c.input + <usize>i * 4
    const a = roundToCodes(f32x4.div(v128.load(at), scale), low, high, bits)
    const b = roundToCodes(f32x4.div(v128.load(at, 16), scale), low, high, bits)
    if (i + 8 <= c.count) storeCodes(c.output + i, a, b)
    else storeFirstCodes(c.output + i, a, b, c.count - i)
  }
}

/** Values of codes: DequantizeLinear. */
@unmanaged
export class Dequantize {
  input: usize
  output: usize
  count: i32
  zeroPoint: i32
  scale: f32
}

export function dequantize(c: Dequantize): void {
  const scale = f32x4.splat(c.scale)
  const zero = i32x4.splat(c.zeroPoint)
  let i = 0
  for (; i + 8 <= c.count; i += 8) {
    const half = v128.load_ext<u8>(c.input + i)
    const at = c.output + <usize>i * 4
    const a = i32x4.sub(i32x4.extend_low_i16x8_u(half), zero)
    const b = i32x4.sub(i32x4.extend_high_i16x8_u(half), zero)
    v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(a), scale))
    v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(b), scale), 16)
  }
  for (; i < c.count; i++)
    store<f32>(c.output + <usize>i * 4, <f32>(<i32>load<u8>(c.input + i) - c.zeroPoint) * c.scale)
}

/** Codes of codes: a table of 256. */
@unmanaged
export class Lookup {
  input: usize
  output: usize
  table: usize
  count: i32
}

export function lookup(c: Lookup): void {
  for (let i = 0; i < c.count; i++) store<u8>(c.output + i, load<u8>(c.table + load<u8>(c.input + i)))
}

export const enum Operation {
  add = 0,
  subtract = 1,
  multiply = 2,
}

/** Codes of what two values come to: DequantizeLinear of each, the operation, Div by the scale, QuantizeLinear. */
@unmanaged
export class CodeArithmetic {
  a: usize
  b: usize
  output: usize
  operation: i32
  count: i32
  aZeroPoint: i32
  bZeroPoint: i32
  outputZeroPoint: i32
  aScale: f32
  bScale: f32
  outputScale: f32
  unit: f32
}

// @ts-ignore: decorator
@inline
function valuesOf(codes: v128, zeroPoint: v128, scale: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(codes, zeroPoint)), scale)
}

// @ts-ignore: decorator
@inline
function apply(operation: i32, a: v128, b: v128): v128 {
  if (operation == Operation.add) return f32x4.add(a, b)
  return operation == Operation.subtract ? f32x4.sub(a, b) : f32x4.mul(a, b)
}

/** Tails are computed in whole vectors: buffers have room for 8 more. */
export function codeArithmetic(c: CodeArithmetic): void {
  const aZero = i32x4.splat(c.aZeroPoint)
  const bZero = i32x4.splat(c.bZeroPoint)
  const aScale = f32x4.splat(c.aScale)
  const bScale = f32x4.splat(c.bScale)
  const outputScale = f32x4.splat(c.outputScale)
  const unit = f32x4.splat(c.unit)
  const low = lowSteps(c.outputZeroPoint)
  const high = highSteps(c.outputZeroPoint)
  const bits = codeBits(c.outputZeroPoint)
  for (let i = 0; i < c.count; i += 8) {
    const a = v128.load_ext<u8>(c.a + i)
    const b = v128.load_ext<u8>(c.b + i)
    const first = apply(
      c.operation,
      valuesOf(i32x4.extend_low_i16x8_u(a), aZero, aScale),
      valuesOf(i32x4.extend_low_i16x8_u(b), bZero, bScale),
    )
    const second = apply(
      c.operation,
      valuesOf(i32x4.extend_high_i16x8_u(a), aZero, aScale),
      valuesOf(i32x4.extend_high_i16x8_u(b), bZero, bScale),
    )
    storeCodes(
      c.output + i,
      roundToCodes(f32x4.div(f32x4.div(first, outputScale), unit), low, high, bits),
      roundToCodes(f32x4.div(f32x4.div(second, outputScale), unit), low, high, bits),
    )
  }
}

/** Codes between two bounds. */
@unmanaged
export class Clamp {
  input: usize
  output: usize
  count: i32
  low: i32
  high: i32
}

export function clamp(c: Clamp): void {
  const low = i8x16.splat(<i8>c.low)
  const high = i8x16.splat(<i8>c.high)
  let i = 0
  for (; i + 16 <= c.count; i += 16)
    v128.store(c.output + i, i8x16.min_u(i8x16.max_u(v128.load(c.input + i), low), high))
  for (; i < c.count; i++) store<u8>(c.output + i, <u8>min(max(<i32>load<u8>(c.input + i), c.low), c.high))
}
