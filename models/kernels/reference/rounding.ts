/** The integer nearest to a binary64 value, ties to even; zeros keep their sign, infinities are returned. */
export function roundHalfEven(value: number): number {
  if (Math.abs(value) >= integersFrom) return value
  const rounded = value + unitGrid - unitGrid
  return rounded === 0 ? value * 0 : rounded
}

/** From here on, binary64 has no fractions of a half. */
const integersFrom = 2 ** 51

/** Where binary64's neighbours lie 1 apart: adding it rounds to an integer, ties to even, and subtracting it is exact. */
const unitGrid = 1.5 * 2 ** 52
