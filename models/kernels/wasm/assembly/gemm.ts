// Integer matrix products in tiles: weights are s8 (codes less 128), activations i16 (codes less their zero point), two terms of a dot product side by side.

/**
 * Four rows of weights times columns of activations: accumulators[r][column], r = 0..3.
 * weights: per pair of terms 4 x 2 s8; columns: per block of 8 columns and pair of terms 8 x 2 i16.
 */
export function weightsByColumns(
  accumulators: usize,
  rowBytes: usize,
  weights: usize,
  columns: usize,
  pairs: i32,
  blocks: i32,
): void {
  const zero = i32x4.splat(0)
  for (let block = 0; block < blocks; block++) {
    let a = weights
    let b = columns + <usize>block * <usize>pairs * 32
    let r00 = zero, r01 = zero, r10 = zero, r11 = zero, r20 = zero, r21 = zero, r30 = zero, r31 = zero
    for (let pair = 0; pair < pairs; pair++) {
      const w = v128.load_ext<i8>(a)
      const b0 = v128.load(b)
      const b1 = v128.load(b, 16)
      let row = v128.shuffle<i32>(w, w, 0, 0, 0, 0)
      r00 = i32x4.add(r00, i32x4.dot_i16x8_s(row, b0))
      r01 = i32x4.add(r01, i32x4.dot_i16x8_s(row, b1))
      row = v128.shuffle<i32>(w, w, 1, 1, 1, 1)
      r10 = i32x4.add(r10, i32x4.dot_i16x8_s(row, b0))
      r11 = i32x4.add(r11, i32x4.dot_i16x8_s(row, b1))
      row = v128.shuffle<i32>(w, w, 2, 2, 2, 2)
      r20 = i32x4.add(r20, i32x4.dot_i16x8_s(row, b0))
      r21 = i32x4.add(r21, i32x4.dot_i16x8_s(row, b1))
      row = v128.shuffle<i32>(w, w, 3, 3, 3, 3)
      r30 = i32x4.add(r30, i32x4.dot_i16x8_s(row, b0))
      r31 = i32x4.add(r31, i32x4.dot_i16x8_s(row, b1))
      a += 8
      b += 32
    }
    const out = accumulators + <usize>block * 32
    v128.store(out, r00)
    v128.store(out, r01, 16)
    v128.store(out + rowBytes, r10)
    v128.store(out + rowBytes, r11, 16)
    v128.store(out + 2 * rowBytes, r20)
    v128.store(out + 2 * rowBytes, r21, 16)
    v128.store(out + 3 * rowBytes, r30)
    v128.store(out + 3 * rowBytes, r31, 16)
  }
}

/**
 * Four rows of activations times up to 32 columns of weights: accumulators[r][column], r = 0..3.
 * rows: i16, `rowStride` bytes apart; weights: per pair of terms `blocks` (1..4) times 8 x 2 s8.
 */
export function rowsByWeights4(
  accumulators: usize,
  rowBytes: usize,
  rows: usize,
  rowStride: usize,
  weights: usize,
  pairs: i32,
  blocks: i32,
): void {
  const zero = i32x4.splat(0)
  const pairBytes = <usize>blocks * 16
  for (let block = 0; block < blocks; block++) {
    let a = rows
    let b = weights + <usize>block * 16
    let r00 = zero, r01 = zero, r10 = zero, r11 = zero, r20 = zero, r21 = zero, r30 = zero, r31 = zero
    for (let pair = 0; pair < pairs; pair++) {
      const b0 = v128.load_ext<i8>(b)
      const b1 = v128.load_ext<i8>(b, 8)
      let row = v128.load_splat<i32>(a)
      r00 = i32x4.add(r00, i32x4.dot_i16x8_s(row, b0))
      r01 = i32x4.add(r01, i32x4.dot_i16x8_s(row, b1))
      row = v128.load_splat<i32>(a + rowStride)
      r10 = i32x4.add(r10, i32x4.dot_i16x8_s(row, b0))
      r11 = i32x4.add(r11, i32x4.dot_i16x8_s(row, b1))
      row = v128.load_splat<i32>(a + 2 * rowStride)
      r20 = i32x4.add(r20, i32x4.dot_i16x8_s(row, b0))
      r21 = i32x4.add(r21, i32x4.dot_i16x8_s(row, b1))
      row = v128.load_splat<i32>(a + 3 * rowStride)
      r30 = i32x4.add(r30, i32x4.dot_i16x8_s(row, b0))
      r31 = i32x4.add(r31, i32x4.dot_i16x8_s(row, b1))
      a += 4
      b += pairBytes
    }
    const out = accumulators + <usize>block * 32
    v128.store(out, r00)
    v128.store(out, r01, 16)
    v128.store(out + rowBytes, r10)
    v128.store(out + rowBytes, r11, 16)
    v128.store(out + 2 * rowBytes, r20)
    v128.store(out + 2 * rowBytes, r21, 16)
    v128.store(out + 3 * rowBytes, r30)
    v128.store(out + 3 * rowBytes, r31, 16)
  }
}

/** One row of activations times up to 32 columns of weights, which lie as {@link rowsByWeights4} wants them. */
export function rowByWeights(accumulators: usize, row: usize, weights: usize, pairs: i32, blocks: i32): void {
  if (blocks == 4) rowByWeights32(accumulators, row, weights, pairs)
  else for (let block = 0; block < blocks; block++) rowByWeights8(accumulators, row, weights, pairs, blocks, block)
}

// @ts-ignore: decorator
@inline
function rowByWeights32(accumulators: usize, row: usize, weights: usize, pairs: i32): void {
  const zero = i32x4.splat(0)
  let a = row
  let b = weights
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero, c6 = zero, c7 = zero
  for (let pair = 0; pair < pairs; pair++) {
    const x = v128.load_splat<i32>(a)
    c0 = i32x4.add(c0, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b)))
    c1 = i32x4.add(c1, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b, 8)))
    c2 = i32x4.add(c2, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b, 16)))
    c3 = i32x4.add(c3, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b, 24)))
    c4 = i32x4.add(c4, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b, 32)))
    c5 = i32x4.add(c5, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b, 40)))
    c6 = i32x4.add(c6, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b, 48)))
    c7 = i32x4.add(c7, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b, 56)))
    a += 4
    b += 64
  }
  v128.store(accumulators, c0)
  v128.store(accumulators, c1, 16)
  v128.store(accumulators, c2, 32)
  v128.store(accumulators, c3, 48)
  v128.store(accumulators, c4, 64)
  v128.store(accumulators, c5, 80)
  v128.store(accumulators, c6, 96)
  v128.store(accumulators, c7, 112)
}

// @ts-ignore: decorator
@inline
function rowByWeights8(accumulators: usize, row: usize, weights: usize, pairs: i32, blocks: i32, block: i32): void {
  const pairBytes = <usize>blocks * 16
  let a = row
  let b = weights + <usize>block * 16
  let c0 = i32x4.splat(0), c1 = i32x4.splat(0)
  for (let pair = 0; pair < pairs; pair++) {
    const x = v128.load_splat<i32>(a)
    c0 = i32x4.add(c0, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b)))
    c1 = i32x4.add(c1, i32x4.dot_i16x8_s(x, v128.load_ext<i8>(b, 8)))
    a += 4
    b += pairBytes
  }
  v128.store(accumulators + <usize>block * 32, c0)
  v128.store(accumulators + <usize>block * 32, c1, 16)
}

/** Four rows of activations times columns of activations: rows as in {@link rowsByWeights4}, columns as in {@link weightsByColumns}. */
export function rowsByColumns4(
  accumulators: usize,
  rowBytes: usize,
  rows: usize,
  rowStride: usize,
  columns: usize,
  pairs: i32,
  blocks: i32,
): void {
  const zero = i32x4.splat(0)
  for (let block = 0; block < blocks; block++) {
    let a = rows
    let b = columns + <usize>block * <usize>pairs * 32
    let r00 = zero, r01 = zero, r10 = zero, r11 = zero, r20 = zero, r21 = zero, r30 = zero, r31 = zero
    for (let pair = 0; pair < pairs; pair++) {
      const b0 = v128.load(b)
      const b1 = v128.load(b, 16)
      let row = v128.load_splat<i32>(a)
      r00 = i32x4.add(r00, i32x4.dot_i16x8_s(row, b0))
      r01 = i32x4.add(r01, i32x4.dot_i16x8_s(row, b1))
      row = v128.load_splat<i32>(a + rowStride)
      r10 = i32x4.add(r10, i32x4.dot_i16x8_s(row, b0))
      r11 = i32x4.add(r11, i32x4.dot_i16x8_s(row, b1))
      row = v128.load_splat<i32>(a + 2 * rowStride)
      r20 = i32x4.add(r20, i32x4.dot_i16x8_s(row, b0))
      r21 = i32x4.add(r21, i32x4.dot_i16x8_s(row, b1))
      row = v128.load_splat<i32>(a + 3 * rowStride)
      r30 = i32x4.add(r30, i32x4.dot_i16x8_s(row, b0))
      r31 = i32x4.add(r31, i32x4.dot_i16x8_s(row, b1))
      a += 4
      b += 32
    }
    const out = accumulators + <usize>block * 32
    v128.store(out, r00)
    v128.store(out, r01, 16)
    v128.store(out + rowBytes, r10)
    v128.store(out + rowBytes, r11, 16)
    v128.store(out + 2 * rowBytes, r20)
    v128.store(out + 2 * rowBytes, r21, 16)
    v128.store(out + 3 * rowBytes, r30)
    v128.store(out + 3 * rowBytes, r31, 16)
  }
}
