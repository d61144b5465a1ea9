import type { Tensor } from '../tensor/index.ts'
import type { Range } from './range.ts'
import { demand } from './site.ts'

/** Accumulators that sum products of centered codes, and how their weights lie in memory. */
export interface Accumulation {
  readonly weights: Tensor
  readonly weightZeroPoint: number
  /** Bounds of the other factor's codes. */
  readonly codes: Range
  readonly zeroPoint: number
  readonly channels: number
  /** Terms of one dot product. */
  readonly depth: number
  /** Whether a channel's weights are neighbours, as in a convolution, or `channels` apart, as in a matrix. */
  readonly layout: 'channel-major' | 'channel-minor'
  /** One per channel. */
  readonly bias?: Tensor
}

/**
 * Bounds of each channel's accumulators, whatever part of the terms is padding.
 * @throws NodeFault unless `sum |w - wz| * max |x - z| + |bias|` of every channel is below 2^31: then no sum in any order
 * leaves int32.
 */
export function boundAccumulators(accumulation: Accumulation): readonly Range[] {
  const { weights, weightZeroPoint, codes, zeroPoint, channels, depth, layout, bias } = accumulation
  const data = weights.data as Uint8Array
  const positive = new Float64Array(channels)
  const negative = new Float64Array(channels)
  const stack = channels * depth
  const bounds = Array.from({ length: channels }, () => ({ min: 0, max: 0 }))
  const [least, greatest] = [Math.min(0, codes.min - zeroPoint), Math.max(0, codes.max - zeroPoint)]
  for (let start = 0; start < data.length; start += stack) {
    positive.fill(0)
    negative.fill(0)
    for (let i = 0; i < stack; i++) {
      const channel = layout === 'channel-major' ? Math.floor(i / depth) : i % channels
      const weight = data[start + i]! - weightZeroPoint
      if (weight > 0) positive[channel]! += weight
      else negative[channel]! += weight
    }
    for (let channel = 0; channel < channels; channel++) {
      const bound = bounds[channel]!
      const offset = bias ? Number(bias.data[channel]) : 0
      const magnitude = (positive[channel]! - negative[channel]!) * Math.max(-least, greatest) + Math.abs(offset)
      demandInt32(magnitude, channel)
      const min = positive[channel]! * least + negative[channel]! * greatest + offset
      const max = positive[channel]! * greatest + negative[channel]! * least + offset
      if (start === 0 || min < bound.min) bound.min = min
      if (start === 0 || max > bound.max) bound.max = max
    }
  }
  return bounds
}

/** Bounds of a dot product of `depth` terms of two computed operands, both centered. */
export function boundDotProduct(depth: number, a: Range, b: Range): Range {
  const magnitude = depth * Math.max(-a.min, a.max) * Math.max(-b.min, b.max)
  demandInt32(magnitude, 0)
  return { min: -magnitude, max: magnitude }
}

function demandInt32(magnitude: number, channel: number): void {
  demand(
    magnitude < 2 ** 31,
    `the accumulator of channel ${channel} may reach ${magnitude}, want below 2^31`,
    'Split the layer, or quantize it again with a smaller bias.',
  )
}
