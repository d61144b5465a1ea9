// Activations before a product: codes less their zero point as i16, in the order that the tiles read.

/** `count` codes less `zeroPoint`, as i16. */
export function center(to: usize, codes: usize, count: i32, zeroPoint: i32): void {
  const zero = i16x8.splat(<i16>zeroPoint)
  let i = 0
  for (; i + 8 <= count; i += 8) v128.store(to + <usize>i * 2, i16x8.sub(v128.load_ext<u8>(codes + i), zero))
  for (; i < count; i++) store<i16>(to + <usize>i * 2, <i16>(<i32>load<u8>(codes + i) - zeroPoint))
}

/** Every second code of `count`, from the first on, less `zeroPoint`, as i16. Reads no further than the last. */
function centerEverySecond(to: usize, codes: usize, count: i32, zeroPoint: i32): void {
  const zero = i16x8.splat(<i16>zeroPoint)
  const low = i16x8.splat(0xff)
  let i = 0
  for (; i + 9 <= count; i += 8)
    v128.store(to + <usize>i * 2, i16x8.sub(v128.and(v128.load(codes + <usize>i * 2), low), zero))
  for (; i < count; i++) store<i16>(to + <usize>i * 2, <i16>(<i32>load<u8>(codes + <usize>i * 2) - zeroPoint))
}

/** Rows of `length` codes, centered, each padded with a zero to an even length. */
export function centerRows(to: usize, codes: usize, rows: i32, length: i32, zeroPoint: i32): void {
  const even = (length + 1) & ~1
  for (let row = 0; row < rows; row++) {
    const at = to + <usize>row * <usize>even * 2
    center(at, codes + <usize>row * <usize>length, length, zeroPoint)
    if (even > length) store<i16>(at + <usize>length * 2, 0)
  }
}

/** Sets `count` i16 to zero. */
// @ts-ignore: decorator
@inline
function clear(to: usize, count: i32): void {
  memory.fill(to, 0, <usize>count * 2)
}

/** Two rows of centered codes side by side: row pair `pair` of the blocks of 8 columns that {@link weightsByColumns} reads. */
export function interleave(columns: usize, first: usize, second: usize, pair: i32, pairs: i32, blocks: i32): void {
  let to = columns + <usize>pair * 32
  for (let block = 0; block < blocks; block++) {
    const a = v128.load(first + <usize>block * 16)
    const b = v128.load(second + <usize>block * 16)
    v128.store(to, v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11))
    v128.store(to, v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15), 16)
    to += <usize>pairs * 32
  }
}

/**
 * What one tap of a kernel sees, for output pixels `start` to `start + count`: centered codes, zero where it lies in the padding.
 * plane: one channel of the input; dy, dx: where the tap lies relative to the first pixel of a window, padding subtracted.
 */
export function gatherTap(
  to: usize,
  plane: usize,
  height: i32,
  width: i32,
  outWidth: i32,
  strideY: i32,
  strideX: i32,
  dy: i32,
  dx: i32,
  start: i32,
  count: i32,
  zeroPoint: i32,
): void {
  let at = to
  let y = start / outWidth
  let x = start - y * outWidth
  let left = count
  while (left > 0) {
    const span = min(left, outWidth - x)
    const inY = y * strideY + dy
    if (inY < 0 || inY >= height) clear(at, span)
    else {
      const first = dx >= 0 ? 0 : (-dx + strideX - 1) / strideX
      const end = dx >= width ? 0 : (width - dx + strideX - 1) / strideX
      const from = min(max(first - x, 0), span)
      const until = max(min(end - x, span), from)
      clear(at, from)
      const source = plane + <usize>(inY * width + (x + from) * strideX + dx)
      const target = at + <usize>from * 2
      if (strideX == 1) center(target, source, until - from, zeroPoint)
      else if (strideX == 2) centerEverySecond(target, source, until - from, zeroPoint)
      else
        for (let i = 0; i < until - from; i++)
          store<i16>(target + <usize>i * 2, <i16>(<i32>load<u8>(source + <usize>(i * strideX)) - zeroPoint))
      clear(at + <usize>until * 2, span - until)
    }
    at += <usize>span * 2
    left -= span
    x = 0
    y++
  }
}

/** {@link interleave} of two rows of codes that are beside each other in memory, centered on the way; reads up to 7 codes more. */
export function interleaveCodes(
  columns: usize,
  first: usize,
  second: usize,
  zeroPoint: i32,
  pair: i32,
  pairs: i32,
  blocks: i32,
): void {
  const zero = i16x8.splat(<i16>zeroPoint)
  let to = columns + <usize>pair * 32
  for (let block = 0; block < blocks; block++) {
    const a = i16x8.sub(v128.load_ext<u8>(first + <usize>block * 8), zero)
    const b = i16x8.sub(v128.load_ext<u8>(second + <usize>block * 8), zero)
    v128.store(to, v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11))
    v128.store(to, v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15), 16)
    to += <usize>pairs * 32
  }
}
