import { demandScale } from './proof.ts'
import { type Range, spanOf } from './range.ts'

/**
 * Bounds of the u8 codes that accumulators become.
 * @param accumulators bounds per channel.
 * @param scales of the weights, one or one per channel.
 * @throws NodeFault unless every product of scales and every multiplier is normal, finite and positive.
 * @see exact profile, section 3.
 */
export function boundRequantized(
  accumulators: readonly Range[],
  xScale: number,
  scales: readonly number[],
  yScale: number,
  zeroPoint: number,
): Range {
  return spanOf(
    accumulators.map(({ min, max }, channel) => {
      const product = Math.fround(xScale * scales[scales.length === 1 ? 0 : channel]!)
      demandScale(product, 'product of scales')
      const multiplier = Math.fround(product / yScale)
      demandScale(multiplier, 'multiplier')
      return {
        min: boundCode(min * multiplier, zeroPoint, Math.floor),
        max: boundCode(max * multiplier, zeroPoint, Math.ceil),
      }
    }),
  )
}

/** A bound of the code of a real value: outward of the three roundings, whose errors stay below 2^-22 of it. */
function boundCode(value: number, zeroPoint: number, outward: (value: number) => number): number {
  const slack = outward === Math.floor ? -Math.abs(value) : Math.abs(value)
  return Math.min(255, Math.max(0, outward(value + slack * 2 ** -22) + zeroPoint))
}
