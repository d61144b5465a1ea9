import type { ElementType, Tensor } from '../tensor/index.ts'

/** Bounds of a tensor's elements, both included: integers, or finite binary32 values. */
export interface Range {
  readonly min: number
  readonly max: number
}

/** Greatest finite binary32 value. */
export const greatestFloat32 = 2 ** 128 - 2 ** 104

/** Least positive binary32 value of full precision. */
export const leastNormalFloat32 = 2 ** -126

/**
 * The values that a tensor of an element type may hold in the exact profile; int64 stays where binary64 tells integers apart.
 */
export const elementRanges: Partial<Record<ElementType, Range>> = {
  float32: { min: -greatestFloat32, max: greatestFloat32 },
  uint8: { min: 0, max: 255 },
  int8: { min: -128, max: 127 },
  int32: { min: -(2 ** 31), max: 2 ** 31 - 1 },
  int64: { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER },
  bool: { min: 0, max: 1 },
}

/** The values that a caller may give an input of these element types: of int64 any, which only moves and casts then take. */
export const inputRanges: Partial<Record<ElementType, Range>> = {
  ...elementRanges,
  int64: { min: -(2 ** 63), max: 2 ** 63 },
}

/** The least range that holds all of these. */
export function spanOf(ranges: Iterable<Range>): Range {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const range of ranges) {
    min = Math.min(min, range.min)
    max = Math.max(max, range.max)
  }
  return { min, max }
}

/** Whether every value of `inner` lies in `outer`. */
export function within(inner: Range, outer: Range): boolean {
  return inner.min >= outer.min && inner.max <= outer.max
}

/** The range of a tensor's elements; NaN bounds where an element is NaN. */
export function rangeOfTensor({ data }: Tensor): Range {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const element of data) {
    const value = Number(element)
    if (Number.isNaN(value)) return { min: value, max: value }
    if (value < min) min = value
    if (value > max) max = value
  }
  return { min, max }
}

/** What a monotone function of each operand makes of the ranges: the span of its values at their corners. */
export function spanAtCorners(a: Range, b: Range, combine: (a: number, b: number) => number): Range {
  const corners = [combine(a.min, b.min), combine(a.min, b.max), combine(a.max, b.min), combine(a.max, b.max)]
  return { min: Math.min(...corners), max: Math.max(...corners) }
}

/** What a non-decreasing function makes of a range. */
export function mapRange({ min, max }: Range, apply: (value: number) => number): Range {
  return { min: apply(min), max: apply(max) }
}
