import type { ValueRange } from '../quantization.ts'
import { binCentre, binWidth, type Histogram } from './histogram.ts'

/** The share of values that a percentile range leaves out at each end. */
const tailShare = 1e-4

/** The range without the outermost values at each end. */
export function percentileRange(histogram: Histogram): ValueRange {
  const { counts } = histogram
  const tail = tailShare * counts.reduce((sum, count) => sum + count, 0)
  const half = binWidth(histogram) / 2
  return {
    min: binCentre(histogram, binAfterTail(counts, tail)) - half,
    max: binCentre(histogram, counts.length - 1 - binAfterTail(counts.toReversed(), tail)) + half,
  }
}

function binAfterTail(counts: Float64Array, tail: number): number {
  let passed = 0
  return counts.findIndex(count => {
    passed += count
    return passed > tail
  })
}

/** The ends that are tried, as shares of the observed range's ends. */
const shares = Array.from({ length: 71 }, (_, step) => 1 - step / 100)

/** The part of the range whose 256 codes have the least mean squared error, rounding and clipping together. */
export function leastErrorRange(histogram: Histogram): ValueRange {
  const low = Math.min(0, histogram.range.min)
  const high = Math.max(0, histogram.range.max)
  let best: ValueRange = { min: low, max: high }
  let least = squaredError(histogram, best)
  const attempt = (candidate: ValueRange) => {
    const error = squaredError(histogram, candidate)
    if (error < least) [best, least] = [candidate, error]
  }
  for (const share of shares) attempt({ min: low, max: high * share })
  const { max } = best
  if (low < 0) for (const share of shares) attempt({ min: low * share, max })
  return best
}

/** Of rounding to the nearest of 256 equidistant codes, as if values were even within a step, and of clipping. */
function squaredError(histogram: Histogram, { min, max }: ValueRange): number {
  const rounding = ((max - min) / 255) ** 2 / 12
  return histogram.counts.reduce((sum, count, bin) => {
    if (count === 0) return sum
    const value = binCentre(histogram, bin)
    const clipped = value - Math.min(max, Math.max(min, value))
    return sum + count * (clipped === 0 ? rounding : clipped * clipped)
  }, 0)
}
