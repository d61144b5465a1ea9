import { writeChannel } from './epilogue'
import { center } from './pack'

/** A convolution of each channel by a kernel of its own. */
@unmanaged
export class Depthwise {
  input: usize
  output: usize
  /** Per channel and pair of taps two i16. */
  weights: usize
  biases: usize
  multipliers: usize
  /** Where each tap lies in the padded plane, in bytes; one more where their number is odd. */
  offsets: usize
  plane: usize
  accumulators: usize
  exit: i32
  outputSize: i32
  zeroPoint: i32
  outputZeroPoint: i32
  batch: i32
  channels: i32
  height: i32
  width: i32
  pairs: i32
  strideY: i32
  strideX: i32
  padTop: i32
  padLeft: i32
  outHeight: i32
  outWidth: i32
  planeHeight: i32
  planeWidth: i32
}

/** plane: planeHeight rows of planeWidth i16 and room for 16 more; accumulators: a row of output pixels, up to 8s, of i32. */
export function depthwise(c: Depthwise): void {
  const rowPixels = (c.outWidth + 7) & ~7
  memory.fill(c.plane, 0, <usize>(c.planeHeight * c.planeWidth + 16) * 2)
  for (let n = 0; n < c.batch; n++)
    for (let channel = 0; channel < c.channels; channel++) {
      const input = c.input + <usize>((n * c.channels + channel) * c.height * c.width)
      const output = c.output + <usize>((n * c.channels + channel) * c.outHeight * c.outWidth * c.outputSize)
      const weights = c.weights + <usize>(channel * c.pairs) * 4
      for (let y = 0; y < c.height; y++)
        center(c.plane + <usize>((y + c.padTop) * c.planeWidth + c.padLeft) * 2, input + <usize>(y * c.width), c.width, c.zeroPoint)
      for (let y = 0; y < c.outHeight; y++) {
        const row = c.plane + <usize>(y * c.strideY * c.planeWidth) * 2
        if (c.strideX == 1 && c.pairs == 5) sumNineTaps(c, row, rowPixels, weights)
        else
          for (let x = 0; x < rowPixels; x += 8)
            if (c.strideX == 1) sumTaps(c, c.accumulators + <usize>x * 4, row + <usize>x * 2, weights)
            else if (c.strideX == 2) sumEverySecond(c, c.accumulators + <usize>x * 4, row + <usize>x * 4, weights)
            else sumStrided(c, c.accumulators + <usize>x * 4, row, x, weights)
        writeChannel(
          c.exit,
          output + <usize>(y * c.outWidth * c.outputSize),
          c.accumulators,
          c.outWidth,
          load<i32>(c.biases + <usize>channel * 4),
          load<f32>(c.multipliers + <usize>channel * 4),
          c.outputZeroPoint,
        )
      }
    }
}

/** {@link sumTaps} of a row, for kernels of nine taps, whose weights stay in registers. */
function sumNineTaps(c: Depthwise, row: usize, rowPixels: i32, weights: usize): void {
  const w0 = v128.load_splat<i32>(weights, 0)
  const w1 = v128.load_splat<i32>(weights, 4)
  const w2 = v128.load_splat<i32>(weights, 8)
  const w3 = v128.load_splat<i32>(weights, 12)
  const w4 = v128.load_splat<i32>(weights, 16)
  const o0 = load<u32>(c.offsets, 0)
  const o1 = load<u32>(c.offsets, 4)
  const o2 = load<u32>(c.offsets, 8)
  const o3 = load<u32>(c.offsets, 12)
  const o4 = load<u32>(c.offsets, 16)
  const o5 = load<u32>(c.offsets, 20)
  const o6 = load<u32>(c.offsets, 24)
  const o7 = load<u32>(c.offsets, 28)
  const o8 = load<u32>(c.offsets, 32)
  const o9 = load<u32>(c.offsets, 36)
  for (let x = 0; x < rowPixels; x += 8) {
    const at = row + <usize>x * 2
    let first = i32x4.splat(0)
    let second = i32x4.splat(0)
    const a0 = v128.load(at + o0)
    const b0 = v128.load(at + o1)
    first = i32x4.add(first, i32x4.dot_i16x8_s(v128.shuffle<i16>(a0, b0, 0, 8, 1, 9, 2, 10, 3, 11), w0))
    second = i32x4.add(second, i32x4.dot_i16x8_s(v128.shuffle<i16>(a0, b0, 4, 12, 5, 13, 6, 14, 7, 15), w0))
    const a1 = v128.load(at + o2)
    const b1 = v128.load(at + o3)
    first = i32x4.add(first, i32x4.dot_i16x8_s(v128.shuffle<i16>(a1, b1, 0, 8, 1, 9, 2, 10, 3, 11), w1))
    second = i32x4.add(second, i32x4.dot_i16x8_s(v128.shuffle<i16>(a1, b1, 4, 12, 5, 13, 6, 14, 7, 15), w1))
    const a2 = v128.load(at + o4)
    const b2 = v128.load(at + o5)
    first = i32x4.add(first, i32x4.dot_i16x8_s(v128.shuffle<i16>(a2, b2, 0, 8, 1, 9, 2, 10, 3, 11), w2))
    second = i32x4.add(second, i32x4.dot_i16x8_s(v128.shuffle<i16>(a2, b2, 4, 12, 5, 13, 6, 14, 7, 15), w2))
    const a3 = v128.load(at + o6)
    const b3 = v128.load(at + o7)
    first = i32x4.add(first, i32x4.dot_i16x8_s(v128.shuffle<i16>(a3, b3, 0, 8, 1, 9, 2, 10, 3, 11), w3))
    second = i32x4.add(second, i32x4.dot_i16x8_s(v128.shuffle<i16>(a3, b3, 4, 12, 5, 13, 6, 14, 7, 15), w3))
    const a4 = v128.load(at + o8)
    const b4 = v128.load(at + o9)
    first = i32x4.add(first, i32x4.dot_i16x8_s(v128.shuffle<i16>(a4, b4, 0, 8, 1, 9, 2, 10, 3, 11), w4))
    second = i32x4.add(second, i32x4.dot_i16x8_s(v128.shuffle<i16>(a4, b4, 4, 12, 5, 13, 6, 14, 7, 15), w4))
    v128.store(c.accumulators + <usize>x * 4, first)
    v128.store(c.accumulators + <usize>x * 4, second, 16)
  }
}

// @ts-ignore: decorator
@inline
function sumTaps(c: Depthwise, accumulators: usize, at: usize, weights: usize): void {
  let first = i32x4.splat(0)
  let second = i32x4.splat(0)
  for (let pair = 0; pair < c.pairs; pair++) {
    const w = v128.load_splat<i32>(weights + <usize>pair * 4)
    const a = v128.load(at + load<u32>(c.offsets + <usize>pair * 8))
    const b = v128.load(at + load<u32>(c.offsets + <usize>pair * 8, 4))
    first = i32x4.add(first, i32x4.dot_i16x8_s(v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11), w))
    second = i32x4.add(second, i32x4.dot_i16x8_s(v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15), w))
  }
  v128.store(accumulators, first)
  v128.store(accumulators, second, 16)
}

// @ts-ignore: decorator
@inline
function sumEverySecond(c: Depthwise, accumulators: usize, at: usize, weights: usize): void {
  let first = i32x4.splat(0)
  let second = i32x4.splat(0)
  for (let pair = 0; pair < c.pairs; pair++) {
    const w = v128.load_splat<i32>(weights + <usize>pair * 4)
    const a = at + load<u32>(c.offsets + <usize>pair * 8)
    const b = at + load<u32>(c.offsets + <usize>pair * 8, 4)
    const low = v128.shuffle<i16>(v128.load(a), v128.load(b), 0, 8, 2, 10, 4, 12, 6, 14)
    const high = v128.shuffle<i16>(v128.load(a, 16), v128.load(b, 16), 0, 8, 2, 10, 4, 12, 6, 14)
    first = i32x4.add(first, i32x4.dot_i16x8_s(low, w))
    second = i32x4.add(second, i32x4.dot_i16x8_s(high, w))
  }
  v128.store(accumulators, first)
  v128.store(accumulators, second, 16)
}

function sumStrided(c: Depthwise, accumulators: usize, row: usize, x: i32, weights: usize): void {
  for (let i = 0; i < min(8, c.outWidth - x); i++) {
    const at = row + <usize>((x + i) * c.strideX) * 2
    let sum = 0
    for (let tap = 0; tap < 2 * c.pairs; tap++)
      sum += <i32>load<i16>(at + load<u32>(c.offsets + <usize>tap * 4)) * <i32>load<i16>(weights + <usize>tap * 2)
    store<i32>(accumulators + <usize>i * 4, sum)
  }
}

/** A dot product of each whole channel with a kernel of its size. */
@unmanaged
export class PlaneDots {
  input: usize
  output: usize
  /** Per channel `size` s8. */
  weights: usize
  biases: usize
  multipliers: usize
  accumulators: usize
  exit: i32
  outputSize: i32
  zeroPoint: i32
  outputZeroPoint: i32
  batch: i32
  channels: i32
  size: i32
}

export function planeDots(c: PlaneDots): void {
  const zero = i16x8.splat(<i16>c.zeroPoint)
  for (let n = 0; n < c.batch; n++)
    for (let channel = 0; channel < c.channels; channel++) {
      const codes = c.input + <usize>((n * c.channels + channel) * c.size)
      const weights = c.weights + <usize>(channel * c.size)
      let sums = i32x4.splat(0)
      let i = 0
      for (; i + 8 <= c.size; i += 8)
        sums = i32x4.add(
          sums,
          i32x4.dot_i16x8_s(i16x8.sub(v128.load_ext<u8>(codes + i), zero), v128.load_ext<i8>(weights + i)),
        )
      let sum =
        i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1) + i32x4.extract_lane(sums, 2) + i32x4.extract_lane(sums, 3)
      for (; i < c.size; i++) sum += (<i32>load<u8>(codes + i) - c.zeroPoint) * <i32>load<i8>(weights + i)
      store<i32>(c.accumulators, sum)
      writeChannel(
        c.exit,
        c.output + <usize>((n * c.channels + channel) * c.outputSize),
        c.accumulators,
        1,
        load<i32>(c.biases + <usize>channel * 4),
        load<f32>(c.multipliers + <usize>channel * 4),
        c.outputZeroPoint,
      )
    }
}
