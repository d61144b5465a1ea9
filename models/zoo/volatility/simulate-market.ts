import type { Random } from '../training/index.ts'

/** A simulated market, minute by minute. */
export interface MarketPath {
  /** Share of minutes in which anybody trades. */
  readonly activity: number
  /** Price at the end of each minute. */
  readonly prices: Float64Array
  /** Return of each minute, as a fraction of the price before it. */
  readonly returns: Float64Array
  /** Whether anybody traded in each minute, so that its price was seen. */
  readonly traded: Uint8Array
}

/**
 * GARCH(1,1) of minute returns: `variance' = omega + alpha * return^2 + beta * variance`, omega such that the mean is
 * the regime's variance. A shock's half-life is 231 minutes.
 */
const garch = { alpha: 0.04, beta: 0.957 }

/** Jumps come every twelve hours in the mean, with six times a minute's deviation. */
const jumps = { perMinute: 1 / 720, deviations: 6 }

/** Regimes multiply the market's volatility; each lasts its mean minutes and is followed by one of the others. */
const regimes = [
  { multiplier: 0.5, meanMinutes: 480 },
  { multiplier: 1, meanMinutes: 720 },
  { multiplier: 2.2, meanMinutes: 180 },
] as const

/** A market's volatility of an hour is 0.1 % times 2^(0..4.5), evenly in the exponent; for one in 25, far below that. */
const volatilityLevels = { lowest: 0.001, octaves: 4.5, stepsPerOctave: 8, stepRatio: 1.0905077326652577 }
const dormantShare = 1 / 25

/** Shares of minutes in which anybody trades: busy markets, and two kinds of thin ones. */
const activities = [1, 1, 1, 1, 1, 1, 0.3, 0.07] as const

/** Minutes before the first one that is kept, in which variance and regime forget where they started. */
const warmUpMinutes = 600

/** A market of `minutes` minutes, drawn from `random`: its volatility and activity, then its path. */
export function simulateMarket(random: Random, minutes: number): MarketPath {
  const level = drawLevel(random)
  const activity = activities[random.integer() % activities.length]!
  const path: MarketPath = {
    activity,
    prices: new Float64Array(minutes),
    returns: new Float64Array(minutes),
    traded: new Uint8Array(minutes),
  }
  let regime = random.integer() % regimes.length
  let variance = regimeVariance(level, regime)
  let price = 1
  for (let minute = -warmUpMinutes; minute < minutes; minute++) {
    if (random.uniform() * regimes[regime]!.meanMinutes < 1) regime = (regime + 1 + (random.integer() % 2)) % 3
    const deviation = Math.sqrt(variance)
    const jump = random.uniform() < jumps.perMinute ? jumps.deviations * random.normal() : 0
    const change = Math.max(-0.5, deviation * (random.normal() + jump))
    const traded = random.uniform() < activity
    price *= 1 + change
    if (minute >= 0) {
      path.prices[minute] = price
      path.returns[minute] = change
      path.traded[minute] = Number(traded)
    }
    const { alpha, beta } = garch
    variance = (1 - alpha - beta) * regimeVariance(level, regime) + alpha * change * change + beta * variance
  }
  return path
}

function drawLevel(random: Random): number {
  const { lowest, octaves, stepsPerOctave, stepRatio } = volatilityLevels
  const steps = random.integer() % (octaves * stepsPerOctave)
  let level = lowest * (1 + random.uniform() * (stepRatio - 1))
  for (let step = 0; step < steps; step++) level *= stepRatio
  return random.uniform() < dormantShare ? level * random.uniform() * 0.05 : level
}

/** Variance of a minute, jumps aside. */
function regimeVariance(level: number, regime: number): number {
  const hourly = level * regimes[regime]!.multiplier
  return (hourly * hourly) / 60
}
