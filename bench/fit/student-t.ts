/** Chance that a Student-t variable with `degreesOfFreedom` is at least as far from 0 as `t`; NaN below one degree. */
export function twoSidedPValue(t: number, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 1) || Number.isNaN(t)) return Number.NaN
  if (!Number.isFinite(t)) return 0
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5)
}

/**
 * The regularised incomplete beta function I_x(a, b), to about 1e-12.
 * @see DLMF 8.17.22, the continued fraction, by Lentz's algorithm.
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a
  let numerator = 1
  let denominator = 1 / avoidZero(1 - ((a + b) * x) / (a + 1))
  let fraction = denominator
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let change = 1
    for (const term of [even, odd]) {
      denominator = 1 / avoidZero(1 + term * denominator)
      numerator = avoidZero(1 + term / numerator)
      change = denominator * numerator
      fraction *= change
    }
    if (Math.abs(change - 1) < 1e-14) break
  }
  return front * fraction
}

function avoidZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** @see Lanczos, A Precision Approximation of the Gamma Function, 1964, with g = 7. */
function logGamma(x: number): number {
  const shifted = x - 1
  const series = lanczos.slice(1).reduce<number>((sum, term, i) => sum + term / (shifted + i + 1), lanczos[0])
  const base = shifted + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series)
}
