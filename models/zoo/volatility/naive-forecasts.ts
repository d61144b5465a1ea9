import { candleCount, pricesPerCandle } from './candles.ts'
import { inputOf, type Samples } from './samples.ts'
import { scoreForecasts } from './score.ts'

/** A forecast of the next hour's volatility from an input of the model. */
export interface Forecast {
  readonly name: string
  readonly forecast: (input: Float32Array) => number
}

/** The squared range of a Brownian motion is in the mean this many times its variance. */
const parkinson = 4 * Math.LN2

const halfHoursPerHour = 2

/** Weights of averages fall by this from each candle to the one before it. */
const decays = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]

/** What one would forecast without a model; averages with the decays that do best on `samples`, by each of two losses. */
export function naiveForecasts(samples: Samples): readonly Forecast[] {
  return [
    {
      name: 'last hour, close to close',
      forecast: input => Math.sqrt(squaredReturn(input, candleCount - 2) + squaredReturn(input, candleCount - 1)),
    },
    ...bestAverages('EWMA of squared returns', squaredReturn, samples),
    ...bestAverages('EWMA of squared ranges', (input, candle) => squaredRange(input, candle) / parkinson, samples),
  ]
}

/** Variance of half an hour, as one candle shows it. */
type Estimator = (input: Float32Array, candle: number) => number

function bestAverages(name: string, estimate: Estimator, samples: Samples): readonly Forecast[] {
  const attempts = decays.map(decay => {
    const forecast = (input: Float32Array) => Math.sqrt(halfHoursPerHour * average(input, estimate, decay))
    const score = scoreForecasts(forecastAll(forecast, samples), samples.volatilities)
    return { name: `${name}, decay ${decay}`, forecast, score }
  })
  const best = (loss: 'rmse' | 'qlike') =>
    attempts.reduce((best, attempt) => (attempt.score[loss] < best.score[loss] ? attempt : best))
  return [...new Set([best('rmse'), best('qlike')])]
}

/** One forecast per sample. */
export function forecastAll(forecast: Forecast['forecast'], samples: Samples): Float64Array {
  return Float64Array.from({ length: samples.count }, (_, index) => forecast(inputOf(samples, index)))
}

function average(input: Float32Array, estimate: Estimator, decay: number): number {
  let [sum, weights, weight] = [0, 0, 1]
  for (let candle = candleCount - 1; candle >= 0; candle--) {
    sum += weight * estimate(input, candle)
    weights += weight
    weight *= decay
  }
  return sum / weights
}

function squaredReturn(input: Float32Array, candle: number): number {
  const before = candle === 0 ? input[0]! : closeOf(input, candle - 1)
  const change = (closeOf(input, candle) - before) / (1 + before)
  return change * change
}

function squaredRange(input: Float32Array, candle: number): number {
  const [high, low] = [input[candle * pricesPerCandle + 1]!, input[candle * pricesPerCandle + 2]!]
  const range = (high - low) / (1 + low)
  return range * range
}

function closeOf(input: Float32Array, candle: number): number {
  return input[candle * pricesPerCandle + 3]!
}
