import { writeChannel, writeColumns } from './epilogue'
import { rowByWeights, rowsByColumns4, rowsByWeights4, weightsByColumns } from './gemm'
import { center, centerRows, gatherTap, interleave, interleaveCodes } from './pack'

/** A convolution of [n, c, h, w] by weights in tiles of four channels. */
@unmanaged
export class Conv {
  input: usize
  output: usize
  weights: usize
  biases: usize
  multipliers: usize
  columns: usize
  taps: usize
  accumulators: usize
  exit: i32
  outputSize: i32
  zeroPoint: i32
  outputZeroPoint: i32
  batch: i32
  groups: i32
  groupInputs: i32
  groupOutputs: i32
  height: i32
  width: i32
  kernelHeight: i32
  kernelWidth: i32
  strideY: i32
  strideX: i32
  dilationY: i32
  dilationX: i32
  padTop: i32
  padLeft: i32
  outHeight: i32
  outWidth: i32
  panel: i32
}

/** columns: pairs * panel * 4 bytes; taps: two rows of panel i16; accumulators: four rows of panel i32. */
export function conv(c: Conv): void {
  const taps = c.groupInputs * c.kernelHeight * c.kernelWidth
  const pairs = (taps + 1) >> 1
  const tiles = (c.groupOutputs + 3) >> 2
  const pixels = c.outHeight * c.outWidth
  const inputPlane = <usize>(c.height * c.width)
  const outputPlane = <usize>(pixels * c.outputSize)
  const rowBytes = <usize>c.panel * 4
  for (let n = 0; n < c.batch; n++)
    for (let g = 0; g < c.groups; g++) {
      const input = c.input + <usize>((n * c.groups + g) * c.groupInputs) * inputPlane
      const output = c.output + <usize>((n * c.groups + g) * c.groupOutputs) * outputPlane
      const weights = c.weights + <usize>(g * tiles * pairs) * 8
      for (let start = 0; start < pixels; start += c.panel) {
        const count = min(c.panel, pixels - start)
        const blocks = (count + 7) >> 3
        packPanel(c, input, start, count, taps, pairs, blocks)
        for (let tile = 0; tile < tiles; tile++) {
          weightsByColumns(c.accumulators, rowBytes, weights + <usize>(tile * pairs) * 8, c.columns, pairs, blocks)
          const rows = min(4, c.groupOutputs - tile * 4)
          for (let row = 0; row < rows; row++) {
            const channel = <usize>(g * c.groupOutputs + tile * 4 + row)
            writeChannel(
              c.exit,
              output + <usize>(tile * 4 + row) * outputPlane + <usize>(start * c.outputSize),
              c.accumulators + <usize>row * rowBytes,
              count,
              load<i32>(c.biases + channel * 4),
              load<f32>(c.multipliers + channel * 4),
              c.outputZeroPoint,
            )
          }
        }
      }
    }
}

// @ts-ignore: decorator
@inline
function packPanel(c: Conv, input: usize, start: i32, count: i32, taps: i32, pairs: i32, blocks: i32): void {
  const kernel = c.kernelHeight * c.kernelWidth
  const second = c.taps + <usize>c.panel * 2
  const plane = <usize>(c.height * c.width)
  const isPlain = kernel == 1 && c.strideX == 1 && c.strideY == 1 && c.padTop == 0 && c.padLeft == 0 && c.outWidth == c.width
  for (let pair = 0; pair < pairs; pair++) {
    const hasSecond = 2 * pair + 1 < taps
    if (isPlain && hasSecond) {
      const row = input + <usize>(2 * pair) * plane + start
      interleaveCodes(c.columns, row, row + plane, c.zeroPoint, pair, pairs, blocks)
      continue
    }
    packTap(c, c.taps, input, 2 * pair, kernel, start, count)
    if (hasSecond) packTap(c, second, input, 2 * pair + 1, kernel, start, count)
    else memory.fill(second, 0, <usize>(blocks * 16))
    interleave(c.columns, c.taps, second, pair, pairs, blocks)
  }
}

function packTap(c: Conv, to: usize, input: usize, tap: i32, kernel: i32, start: i32, count: i32): void {
  const channel = tap / kernel
  const ky = (tap - channel * kernel) / c.kernelWidth
  const kx = tap - channel * kernel - ky * c.kernelWidth
  const dy = ky * c.dilationY - c.padTop
  const dx = kx * c.dilationX - c.padLeft
  const plane = input + <usize>(channel * c.height * c.width)
  if (c.strideX == 1 && c.strideY == 1 && dy == 0 && dx == 0 && c.outWidth == c.width && c.outHeight <= c.height)
    center(to, plane + start, count, c.zeroPoint)
  else
    gatherTap(to, plane, c.height, c.width, c.outWidth, c.strideY, c.strideX, dy, dx, start, count, c.zeroPoint)
}

/** A product of rows of codes by a matrix of weights in groups of 32 columns. */
@unmanaged
export class Linear {
  input: usize
  output: usize
  weights: usize
  biases: usize
  multipliers: usize
  rows: usize
  accumulators: usize
  exit: i32
  outputSize: i32
  zeroPoint: i32
  outputZeroPoint: i32
  m: i32
  k: i32
  n: i32
}

/** rows: m times an even k of i16; accumulators: four rows of 32 i32. */
export function linear(c: Linear): void {
  const pairs = (c.k + 1) >> 1
  const rowStride = <usize>pairs * 4
  const groups = (c.n + 31) >> 5
  centerRows(c.rows, c.input, c.m, c.k, c.zeroPoint)
  for (let group = 0; group < groups; group++) {
    const column = group * 32
    const count = min(32, c.n - column)
    const blocks = (count + 7) >> 3
    const weights = c.weights + <usize>(column * pairs) * 2
    const at = <usize>column * 4
    let row = 0
    for (; row + 4 <= c.m; row += 4) {
      rowsByWeights4(c.accumulators, 128, c.rows + <usize>row * rowStride, rowStride, weights, pairs, blocks)
      for (let r = 0; r < 4; r++) writeLinear(c, row + r, column, count, c.accumulators + <usize>r * 128, at)
    }
    for (; row < c.m; row++) {
      rowByWeights(c.accumulators, c.rows + <usize>row * rowStride, weights, pairs, blocks)
      writeLinear(c, row, column, count, c.accumulators, at)
    }
  }
}

// @ts-ignore: decorator
@inline
function writeLinear(c: Linear, row: i32, column: i32, count: i32, accumulators: usize, at: usize): void {
  const to = c.output + <usize>(row * c.n + column) * <usize>c.outputSize
  writeColumns(c.exit, to, accumulators, count, c.biases + at, c.multipliers + at, c.outputZeroPoint)
}

/** A product of two stacks of code matrices, [m, k] by [k, n]; a stack of one is used for all. */
@unmanaged
export class MatMul {
  a: usize
  b: usize
  output: usize
  rows: usize
  columns: usize
  lines: usize
  accumulators: usize
  exit: i32
  outputSize: i32
  aZeroPoint: i32
  bZeroPoint: i32
  outputZeroPoint: i32
  multiplier: f32
  batch: i32
  aStep: i32
  bStep: i32
  m: i32
  k: i32
  n: i32
}

/** rows: m + 3 times an even k of i16; columns: pairs times n (up to 8s) times 4 bytes; lines: two rows of n (up to 8s) i16; accumulators: four of i32. */
export function matMul(c: MatMul): void {
  const pairs = (c.k + 1) >> 1
  const rowStride = <usize>pairs * 4
  const blocks = (c.n + 7) >> 3
  const rowBytes = <usize>blocks * 32
  const second = c.lines + <usize>blocks * 16
  for (let n = 0; n < c.batch; n++) {
    const b = c.b + <usize>(n * c.bStep)
    centerRows(c.rows, c.a + <usize>(n * c.aStep), c.m, c.k, c.aZeroPoint)
    for (let pair = 0; pair < pairs; pair++) {
      center(c.lines, b + <usize>(2 * pair * c.n), c.n, c.bZeroPoint)
      if (2 * pair + 1 < c.k) center(second, b + <usize>((2 * pair + 1) * c.n), c.n, c.bZeroPoint)
      else memory.fill(second, 0, <usize>blocks * 16)
      interleave(c.columns, c.lines, second, pair, pairs, blocks)
    }
    for (let row = 0; row < c.m; row += 4) {
      rowsByColumns4(c.accumulators, rowBytes, c.rows + <usize>row * rowStride, rowStride, c.columns, pairs, blocks)
      for (let r = 0; r < min(4, c.m - row); r++)
        writeChannel(
          c.exit,
          c.output + <usize>(((n * c.m + row + r) * c.n) * c.outputSize),
          c.accumulators + <usize>r * rowBytes,
          c.n,
          0,
          c.multiplier,
          c.outputZeroPoint,
        )
    }
  }
}
