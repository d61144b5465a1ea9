import { featureNames, type Transfers } from './transfers.ts'

/** Features by the rank of their values: what trees are grown on. */
export interface Bins {
  /** For each feature the upper edges of its bins, but the last one's, ascending binary32 values. */
  readonly edges: readonly Float32Array[]
  /** For each feature the bin of each transfer: the number of edges below its value. */
  readonly indices: readonly Uint8Array[]
}

/** At most 64 bins of like size for each feature. */
const mostBins = 64

export function binFeatures({ count, features }: Transfers): Bins {
  const columns = featureNames.map((_, feature) =>
    Float32Array.from({ length: count }, (_, i) => features[i * featureNames.length + feature]!),
  )
  const edges = columns.map(chooseEdges)
  return {
    edges,
    indices: columns.map((column, feature) => Uint8Array.from(column, value => binOf(value, edges[feature]!))),
  }
}

function chooseEdges(column: Float32Array): Float32Array {
  const sorted = column.toSorted()
  const edges = new Set<number>()
  for (let bin = 1; bin < mostBins; bin++) edges.add(sorted[Math.floor((bin * sorted.length) / mostBins)]!)
  edges.delete(sorted.at(-1)!)
  return Float32Array.from(edges)
}

function binOf(value: number, edges: Float32Array): number {
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (value <= edges[middle]!) high = middle
    else low = middle + 1
  }
  return low
}
