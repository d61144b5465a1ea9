import type { Random } from '../training/index.ts'
import { simulateMarket } from '../volatility/index.ts'
import { encodeReturns, returnCount, returnMinutes } from './returns.ts'

/** Situations of a pool, and the return that came next, in the unit of those before it. */
export interface Samples {
  readonly count: number
  /** [count, returnCount], row-major. */
  readonly inputs: Float32Array
  readonly targets: Float64Array
}

/** Situations of one pool; they are five returns apart. */
const samplesPerPool = 20
const returnsBetween = 5

/** Part of the distance between pool and market that five minutes of arbitrage leave. */
const keptShares = [0, 0.2, 0.4, 0.8] as const

/** How far trades push the pool's price in five minutes, in units of how far the market's has moved of late. */
const pushes = [0.5, 1.5, 3, 6] as const

/** How much of what was of late is of five minutes. */
const lateShare = 0.1

/** A target counts as no more than so many units. */
const greatestTarget = 6

/**
 * Situations of pools whose price follows a market (that of the volatility model): trades push it away, arbitrage brings it back. How
 * hard and how fast differs from pool to pool, and nobody says it.
 */
export function simulatePools(random: Random, count: number): Samples {
  const samples = { count, inputs: new Float32Array(count * returnCount), targets: new Float64Array(count) }
  const steps = returnCount + 1 + samplesPerPool * returnsBetween
  for (let index = 0; index < count; ) {
    const path = simulateMarket(random, steps * returnMinutes)
    const market = Array.from({ length: steps }, (_, step) => path.prices[(step + 1) * returnMinutes - 1]!)
    const prices = followMarket(random, market)
    for (let place = 0; place < samplesPerPool && index < count; place++) {
      const first = place * returnsBetween
      const seen = prices.slice(first, first + returnCount + 1)
      if (seen.every(price => price === seen[0])) continue
      const { returns, unit } = encodeReturns(seen)
      const next = (prices[first + returnCount + 1]! / seen.at(-1)! - 1) / unit
      samples.inputs.set(returns, index * returnCount)
      samples.targets[index] = Math.max(-greatestTarget, Math.min(greatestTarget, next))
      index++
    }
  }
  return samples
}

function followMarket(random: Random, market: readonly number[]): number[] {
  const kept = keptShares[random.integer() % keptShares.length]!
  const push = pushes[random.integer() % pushes.length]!
  let distance = 0
  let size = Math.abs(market[1]! / market[0]! - 1)
  return market.map((price, step) => {
    const before = market[Math.max(0, step - 1)]!
    size += lateShare * (Math.abs(price / before - 1) - size)
    distance = kept * distance + push * size * random.normal()
    return price * (1 + Math.max(-0.5, Math.min(0.5, distance)))
  })
}

/** The model's input of one sample; a view. */
export function inputOf(samples: Samples, index: number): Float32Array {
  return samples.inputs.subarray(index * returnCount, (index + 1) * returnCount)
}
