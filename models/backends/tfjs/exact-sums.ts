import type { Range } from '../../graph/index.ts'
import type { DeviceTensor, Tensorflow } from './load-tensorflow.ts'

/**
 * Up to here binary32 holds every integer: a sum of products whose magnitudes come to no more is exact in any order, and by
 * any algorithm that only adds products of codes.
 */
export const exactSum = 2 ** 24

/** Where the terms of dot products are cut, and what the products come to. */
export interface Chunks {
  /** The term after the last one of each chunk. */
  readonly ends: readonly number[]
  /** The greatest magnitude of a whole sum. */
  readonly greatest: number
}

/** Weights less their zero point, and how those of one output lie. */
export interface CenteredWeights {
  readonly data: Float32Array
  readonly channels: number
  readonly depth: number
  readonly channelStep: number
  readonly termStep: number
}

/** Codes less their zero point. */
export function centerWeights(codes: Uint8Array, zeroPoint: number): Float32Array {
  const centered = new Float32Array(codes)
  for (let i = 0; i < centered.length; i++) centered[i]! -= zeroPoint
  return centered
}

/**
 * Cuts dot products by known weights into chunks whose sums are exact: `sum |w - wz| * reach <= 2^24` of each channel.
 * @param reach the greatest magnitude of the other factor.
 */
export function cutByWeights(weights: CenteredWeights, reach: number): Chunks {
  const { data, channels, depth, channelStep, termStep } = weights
  let greatest = 0
  for (let channel = 0; channel < channels; channel++) {
    let sum = 0
    for (let term = 0; term < depth; term++) sum += Math.abs(data[channel * channelStep + term * termStep]!)
    greatest = Math.max(greatest, sum * reach)
  }
  return { ends: greatest <= exactSum ? [depth] : cutTerms(weights, reach), greatest }
}

function cutTerms({ data, channels, depth, channelStep, termStep }: CenteredWeights, reach: number): readonly number[] {
  const sums = new Float64Array(channels)
  const ends: number[] = []
  for (let term = 0; term < depth; term++) {
    let isFull = false
    for (let channel = 0; channel < channels; channel++) {
      sums[channel]! += Math.abs(data[channel * channelStep + term * termStep]!) * reach
      isFull ||= sums[channel]! > exactSum
    }
    if (!isFull) continue
    ends.push(term)
    for (let channel = 0; channel < channels; channel++)
      sums[channel] = Math.abs(data[channel * channelStep + term * termStep]!) * reach
  }
  return [...ends, depth]
}

/** {@link cutByWeights} where both factors are computed: of 255 each, 258 terms. */
export function cutByReach(depth: number, reachA: number, reachB: number): Chunks {
  const most = Math.max(1, Math.floor(exactSum / Math.max(1, reachA * reachB)))
  const ends = Array.from({ length: Math.ceil(depth / most) }, (_, i) => Math.min(depth, (i + 1) * most))
  return { ends, greatest: depth * reachA * reachB }
}

/** The greatest magnitude of codes within a range, less their zero point. */
export function reachOf({ min, max }: Range, zeroPoint: number): number {
  return Math.max(Math.abs(min - zeroPoint), Math.abs(max - zeroPoint))
}

/**
 * The sum of all chunks: of one in binary32, of several in int32.
 * @param chunkSum the sum of the terms from one position to another.
 */
export function addChunks(
  tf: Tensorflow,
  { ends }: Chunks,
  chunkSum: (from: number, to: number) => DeviceTensor,
): DeviceTensor {
  if (ends.length === 1) return chunkSum(0, ends[0]!)
  let from = 0
  let sum: DeviceTensor | undefined
  for (const to of ends) {
    const part = tf.cast(chunkSum(from, to), 'int32')
    sum = sum ? tf.add(sum, part) : part
    from = to
  }
  return sum!
}
