import { createRandom, type Random } from '../training/index.ts'
import { type Candle, candleCount, candleMinutes, encodeCandles, inputSize } from './candles.ts'
import { type MarketPath, simulateMarket } from './simulate-market.ts'

/** Situations of simulated markets, and what came of them. */
export interface Samples {
  readonly count: number
  /** [count, inputSize], row-major. */
  readonly inputs: Float32Array
  /** Volatility of the hour that followed: the square root of the sum of squared minute returns. */
  readonly volatilities: Float64Array
  /** Share of minutes in which anybody traded in each sample's market. */
  readonly activities: Float64Array
}

const historyMinutes = candleCount * candleMinutes
const horizonMinutes = 60

/** Situations of each market; they are an hour apart. */
const samplesPerMarket = 25

/** `count` samples from markets that `seed` draws. */
export function simulateSamples(seed: number, count: number): Samples {
  const random = createRandom(seed)
  const samples: Samples = {
    count,
    inputs: new Float32Array(count * inputSize),
    volatilities: new Float64Array(count),
    activities: new Float64Array(count),
  }
  for (let index = 0; index < count; ) {
    const path = simulateMarket(random, historyMinutes + samplesPerMarket * horizonMinutes)
    const opensAtFirstTrade = random.integer() % 2 === 0
    for (let hour = 0; hour < samplesPerMarket && index < count; hour++, index++) {
      const now = historyMinutes + hour * horizonMinutes
      const elapsed = random.integer() % 2 === 0 ? candleMinutes : 1 + (random.integer() % candleMinutes)
      const candles = drawCandles(path, now, elapsed, opensAtFirstTrade)
      samples.inputs.set(encodeCandles(candles), index * inputSize)
      samples.volatilities[index] = realizedVolatility(path.returns.subarray(now, now + horizonMinutes))
      samples.activities[index] = path.activity
    }
  }
  return samples
}

/** The model's input of one sample; a view. */
export function inputOf(samples: Samples, index: number): Float32Array {
  return samples.inputs.subarray(index * inputSize, (index + 1) * inputSize)
}

/** Shuffles `order` in place. */
export function shuffle(order: Uint32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer() % (i + 1)
    const kept = order[i]!
    order[i] = order[j]!
    order[j] = kept
  }
}

/**
 * Candles of what was seen until the minute `now`, the last one open for `elapsed` minutes; where nobody traded, the last
 * price stays.
 */
function drawCandles(path: MarketPath, now: number, elapsed: number, opensAtFirstTrade: boolean): Candle[] {
  const start = now - (candleCount - 1) * candleMinutes - elapsed
  let last = start === 0 ? 1 : path.prices[start - 1]!
  return Array.from({ length: candleCount }, (_, index) => {
    const first = start + index * candleMinutes
    let [open, high, low, close] = [last, last, last, last]
    let seen = !opensAtFirstTrade
    for (let minute = first; minute < Math.min(first + candleMinutes, now); minute++) {
      if (!path.traded[minute]) continue
      close = path.prices[minute]!
      if (!seen) [open, high, low, seen] = [close, close, close, true]
      high = Math.max(high, close)
      low = Math.min(low, close)
    }
    last = close
    return { open, high, low, close }
  })
}

function realizedVolatility(returns: Float64Array): number {
  let variance = 0
  for (const change of returns) variance += change * change
  return Math.sqrt(variance)
}
