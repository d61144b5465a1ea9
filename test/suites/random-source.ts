/** Draws that a seed decides. */
export interface RandomSource {
  /** An integer of [least, greatest]. */
  integer(least: number, greatest: number): number
  real(least: number, greatest: number): number
  pick<T>(choices: readonly T[]): T
  /** Codes of which many are the least or the greatest. */
  codes(count: number): Uint8Array
  /** Reals within `greatest` either way. */
  floats(count: number, greatest: number): Float32Array
}

/** A source by the mulberry32 generator. */
export function randomSource(seed: number): RandomSource {
  let state = seed
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let word = Math.imul(state ^ (state >>> 15), 1 | state)
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (least: number, greatest: number): number => least + Math.floor(unit() * (greatest - least + 1))
  return {
    integer,
    real: (least, greatest) => least + unit() * (greatest - least),
    pick: choices => choices[integer(0, choices.length - 1)]!,
    codes: count => Uint8Array.from({ length: count }, () => [0, 255, integer(0, 255)][integer(0, 2)]!),
    floats: (count, greatest) => Float32Array.from({ length: count }, () => (2 * unit() - 1) * greatest),
  }
}
