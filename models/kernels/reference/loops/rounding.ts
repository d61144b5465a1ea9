/** From here on, binary64 has no fractions, and its neighbours lie 1 apart. */
const integersFrom = 2 ** 52

/**
 * The integer nearest to a binary64 value, ties to even; zeros keep their sign, infinities are returned. Adding 2^52 away
 * from zero rounds, and taking it off again is exact.
 */
export function roundHalfEven(value: number): number {
  if (Math.abs(value) >= integersFrom) return value
  const shift = value < 0 ? -integersFrom : integersFrom
  const rounded = value + shift - shift
  return rounded === 0 ? value * 0 : rounded
}
