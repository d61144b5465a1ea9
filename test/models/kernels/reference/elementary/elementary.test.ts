import { describe, expect, test } from 'vitest'
import * as elementary from '../../../../../models/kernels/reference/elementary/index.ts'
import { randomSource } from '../../../../suites/random-source.ts'

const { exp, expm1, log, log1p, tanh, sinh, cosh, asinh, acosh, atanh, sin, cos, tan, asin, acos, atan } = elementary
const { erf, pow, sigmoid, softplus } = elementary

type Real = (x: number) => number

/** Each function, one that was written by others, and where it is asked. */
const pairs: readonly (readonly [name: string, ours: Real, theirs: Real, least: number, greatest: number])[] = [
  ['exp', exp, Math.exp, -104, 89],
  ['expm1', expm1, Math.expm1, -20, 20],
  ['log', log, Math.log, 0, 1e6],
  ['log1p', log1p, Math.log1p, -1, 10],
  ['tanh', tanh, Math.tanh, -12, 12],
  ['sinh', sinh, Math.sinh, -80, 80],
  ['cosh', cosh, Math.cosh, -80, 80],
  ['asinh', asinh, Math.asinh, -1e4, 1e4],
  ['acosh', acosh, Math.acosh, 1, 1e4],
  ['atanh', atanh, Math.atanh, -1, 1],
  ['sin', sin, Math.sin, -1e4, 1e4],
  ['sin of great angles', sin, Math.sin, -1e30, 1e30],
  ['cos', cos, Math.cos, -1e4, 1e4],
  ['tan', tan, Math.tan, -1e4, 1e4],
  ['asin', asin, Math.asin, -1, 1],
  ['acos', acos, Math.acos, -1, 1],
  ['atan', atan, Math.atan, -50, 50],
  ['sigmoid', sigmoid, x => 1 / (1 + Math.exp(-x)), -80, 80],
  ['softplus', softplus, x => Math.log1p(Math.exp(x)), -80, 80],
  ['erf', erf, simpsonErf, -5, 5],
  ['x^2.5', x => pow(x, 2.5), x => x ** 2.5, 0, 1e4],
  ['x^-3', x => pow(x, -3), x => x ** -3, -1e3, 1e3],
  ['x^101', x => pow(x, 101), x => x ** 101, -2, 2],
  ['1.7^x', x => pow(1.7, x), x => 1.7 ** x, -100, 100],
]

describe('elementary functions', () => {
  test.each(pairs)('default: %s is within an ulp of binary32 and a billionth', (_, ours, theirs, least, greatest) => {
    const random = randomSource(5)
    for (let i = 0; i < 4000; i++) {
      const far = random.real(least, greatest)
      const x = Math.fround(i % 2 === 0 ? far : Math.min(greatest, Math.max(least, far / greatest)))
      const [have, want] = [ours(x), theirs(x)]
      if (Math.abs(want) > 3e38) continue
      expect(Math.abs(have - want), `at ${x}: ${have}, want ${want}`).toBeLessThanOrEqual(1e-9 * Math.abs(want) + 1e-44)
    }
  })

  test('behavior: special values', () => {
    expect([exp(-Infinity), exp(Infinity), exp(0), exp(NaN), exp(-740)]).toEqual([0, Infinity, 1, NaN, Math.exp(-740)])
    expect([log(0), log(-1), log(Infinity), log(1), log(5e-324)]).toEqual([
      -Infinity,
      NaN,
      Infinity,
      0,
      Math.log(5e-324),
    ])
    expect([tanh(-0), tanh(Infinity), erf(-Infinity), erf(-0), sin(-0), sin(Infinity)]).toEqual([
      -0,
      1,
      -1,
      -0,
      -0,
      NaN,
    ])
    expect([pow(-8, 1 / 3), pow(0, -1), pow(-0, -3), pow(2, Infinity), pow(0, 0)]).toEqual([
      NaN,
      Infinity,
      -Infinity,
      Infinity,
      1,
    ])
    expect([sigmoid(-Infinity), sigmoid(Infinity), softplus(-Infinity), softplus(Infinity)]).toEqual([
      0,
      1,
      0,
      Infinity,
    ])
    expect([acosh(1), atanh(1), asin(2), atan(Infinity)]).toEqual([0, Infinity, NaN, Math.PI / 2])
  })
})

/** The integral of the density by Simpson's rule. */
function simpsonErf(x: number): number {
  const steps = 400
  let sum = 0
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2
    sum += weight * Math.exp(-(((x * i) / steps) ** 2))
  }
  return (2 / Math.sqrt(Math.PI)) * (x / steps / 3) * sum
}
