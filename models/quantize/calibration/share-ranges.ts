import type { ValueRange } from '../quantization.ts'

/**
 * The ranges with one for all values of a group: steps of a recurrent layer that share their scales share tables and multipliers.
 * @param groupOf what the values of a group have in common.
 */
export function shareRanges(
  ranges: ReadonlyMap<string, ValueRange>,
  groupOf: (value: string) => string,
): ReadonlyMap<string, ValueRange> {
  const shared = new Map<string, ValueRange>()
  for (const [value, { min, max }] of ranges) {
    const known = shared.get(groupOf(value)) ?? { min, max }
    shared.set(groupOf(value), { min: Math.min(known.min, min), max: Math.max(known.max, max) })
  }
  return new Map([...ranges.keys()].map(value => [value, shared.get(groupOf(value))!]))
}
