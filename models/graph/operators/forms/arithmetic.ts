import type { ExactForm, ExactSite } from '../../operator.ts'
import { fitting, rangeAt } from '../../proof.ts'
import { type Range, spanAtCorners } from '../../range.ts'
import { elementWork } from './counted.ts'

/**
 * The exact form of an arithmetic operator of two operands: integers that don't overflow, or binary32 values rounded once.
 * @param combine the operation on bounds, exact or in binary64; its extremes lie at the bounds.
 * @param check refuses nodes that have other reasons.
 */
export function arithmetic(combine: (a: number, b: number) => number, check: (site: ExactSite) => void): ExactForm {
  return {
    attributes: {},
    prove(site) {
      check(site)
      return { ranges: [boundArithmetic(site, rangeAt(site, 0), rangeAt(site, 1), combine)], work: elementWork(site) }
    },
  }
}

/** Bounds of an arithmetic operation's results, none of which overflows. */
export function boundArithmetic(site: ExactSite, a: Range, b: Range, combine: (a: number, b: number) => number): Range {
  const { elementType } = site.output
  return fitting(
    spanAtCorners(a, b, elementType === 'float32' ? (x, y) => Math.fround(combine(x, y)) : combine),
    elementType,
  )
}
