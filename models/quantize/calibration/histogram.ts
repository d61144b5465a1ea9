import type { ValueRange } from '../quantization.ts'

/** How often values fell into equal parts of a range. */
export interface Histogram {
  readonly range: ValueRange
  readonly counts: Float64Array
}

const binCount = 2048

export function emptyHistogram(range: ValueRange): Histogram {
  return { range, counts: new Float64Array(binCount) }
}

/** Counts finite values of the histogram's range. */
export function countValues({ range, counts }: Histogram, values: Float32Array): void {
  const binsPerUnit = binCount / (range.max - range.min)
  for (const value of values) {
    const bin = Math.min(binCount - 1, Math.floor((value - range.min) * binsPerUnit))
    counts[bin]! += 1
  }
}

/** The value at the middle of a bin. */
export function binCentre({ range }: Histogram, bin: number): number {
  return range.min + ((bin + 0.5) * (range.max - range.min)) / binCount
}

export function binWidth({ range }: Histogram): number {
  return (range.max - range.min) / binCount
}
