/**
 * The `p`-quantile (0 to 1) of `samples`, linear between the two nearest ranks; 0.5 is the median.
 * @throws RangeError when there are none.
 * @see Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996, definition 7.
 */
export function quantile(samples: readonly number[], p: number): number {
  if (samples.length === 0) throw new RangeError('no samples')
  const ordered = Float64Array.from(samples).sort()
  const rank = p * (ordered.length - 1)
  const below = ordered[Math.floor(rank)]!
  const above = ordered[Math.ceil(rank)]!
  return below + (above - below) * (rank - Math.floor(rank))
}

/** The value that half of `samples` are below. */
export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5)
}
