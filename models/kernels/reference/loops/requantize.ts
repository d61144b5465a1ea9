import type { ElementType } from '../../../tensor/index.ts'
import { roundHalfEven } from './rounding.ts'

/** Least and greatest code of an element type. */
export function codeRange(elementType: ElementType): readonly [least: number, greatest: number] {
  switch (elementType) {
    case 'int8':
      return [-128, 127]
    case 'int16':
      return [-32_768, 32_767]
    case 'uint16':
      return [0, 65_535]
    default:
      return [0, 255]
  }
}

/**
 * The real multiplier of an integer accumulator: fl(fl(xScale * wScale) / yScale), each step rounded to binary32.
 * @see exact profile, section 3.
 */
export function requantizationMultiplier(xScale: number, wScale: number, yScale: number): number {
  return Math.fround(Math.fround(xScale * wScale) / yScale)
}

/**
 * The code of an int32 accumulator: roundHalfEven of fl(fl(accumulator) * multiplier), clamped before it becomes an
 * integer, plus the zero point.
 * @see exact profile, section 3.
 */
export function requantize(
  accumulator: number,
  multiplier: number,
  zeroPoint: number,
  least: number,
  greatest: number,
): number {
  const value = Math.fround(Math.fround(accumulator) * multiplier)
  return roundHalfEven(Math.min(greatest - zeroPoint, Math.max(least - zeroPoint, value))) + zeroPoint
}
