/** Zero point that weights are stored less of, as s8. */
export const storedZeroPoint = 128

/**
 * Weights [groups][rows][depth] as the tiles of four rows that a convolution reads: per tile and pair of terms 4 x 2 s8, zeros
 * where rows or terms are missing.
 */
export function tileRows(codes: Uint8Array, groups: number, rows: number, depth: number): Int8Array {
  const [tiles, pairs] = [Math.ceil(rows / 4), Math.ceil(depth / 2)]
  const tiled = new Int8Array(groups * tiles * pairs * 8)
  for (let group = 0; group < groups; group++)
    for (let row = 0; row < rows; row++) {
      const source = (group * rows + row) * depth
      const target = (group * tiles + (row >> 2)) * pairs * 8 + (row & 3) * 2
      for (let term = 0; term < depth; term++)
        tiled[target + (term >> 1) * 8 + (term & 1)] = codes[source + term]! - storedZeroPoint
    }
  return tiled
}

/**
 * Weights [depth][columns] as the groups of 32 columns that a linear layer reads: per group and pair of terms its columns (up to
 * a multiple of 8) x 2 s8.
 */
export function groupColumns(codes: Uint8Array, depth: number, columns: number): Int8Array {
  const pairs = Math.ceil(depth / 2)
  const grouped = new Int8Array(pairs * 2 * Math.ceil(columns / 8) * 8)
  for (let start = 0; start < columns; start += 32) {
    const width = Math.min(32, Math.ceil((columns - start) / 8) * 8)
    for (let term = 0; term < depth; term++) {
      const target = start * pairs * 2 + (term >> 1) * width * 2 + (term & 1)
      const source = term * columns + start
      for (let column = 0; column < Math.min(32, columns - start); column++)
        grouped[target + column * 2] = codes[source + column]! - storedZeroPoint
    }
  }
  return grouped
}

/** Kernels of one channel each, [channels][taps], as pairs of taps of i16; the last one is zero where their number is odd. */
export function pairTaps(codes: Uint8Array, channels: number, taps: number): Int16Array {
  const pairs = Math.ceil(taps / 2)
  const paired = new Int16Array(channels * pairs * 2)
  for (let channel = 0; channel < channels; channel++)
    for (let tap = 0; tap < taps; tap++)
      paired[channel * pairs * 2 + tap] = codes[channel * taps + tap]! - storedZeroPoint
  return paired
}

/** Codes less {@link storedZeroPoint}. */
export function storedWeights(codes: Uint8Array): Int8Array {
  return Int8Array.from(codes, code => code - storedZeroPoint)
}
