import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../../models/zoo/training/index.ts'
import { candleCount, encodeCandles, inputSize, pricesPerCandle } from '../../../../models/zoo/volatility/candles.ts'
import { inputOf, simulateSamples } from '../../../../models/zoo/volatility/samples.ts'
import { simulateMarket } from '../../../../models/zoo/volatility/simulate-market.ts'

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('random', () => {
  test('default: integers are those of sfc32, computed another way', () => {
    const [mask, random] = [2n ** 32n - 1n, createRandom(42)]
    let [a, b, c, counter] = [0n, 42n, 0x9e3779b9n, 1n]
    for (let i = 0; i < 1_016; i++) {
      const sum = (a + b + counter++) & mask
      ;[a, b, c] = [b ^ (b >> 9n), (c * 9n) & mask, ((((c << 21n) | (c >> 11n)) & mask) + sum) & mask]
      if (i >= 16) expect(random.integer()).toBe(Number(sum))
    }
  })

  test('behavior: normal numbers have mean 0, variance 1 and a kurtosis near 3', () => {
    const random = createRandom(7)
    const draws = Array.from({ length: 100_000 }, () => random.normal())
    expect(mean(draws)).toBeCloseTo(0, 1)
    expect(mean(draws.map(z => z ** 2))).toBeCloseTo(1, 1)
    expect(mean(draws.map(z => z ** 3))).toBeCloseTo(0, 1)
    expect(mean(draws.map(z => z ** 4))).toBeCloseTo(2.94, 1)
  })
})

describe('encodeCandles', () => {
  test('default: prices are relative to the last close, candle by candle', () => {
    const flat = { open: 200, high: 200, low: 200, close: 200 }
    const last = { open: 200, high: 210, low: 190, close: 200 }
    const input = encodeCandles([...Array(9).fill(flat), last])
    expect([...input]).toEqual([...new Array(36).fill(0), 0, Math.fround(0.05), Math.fround(-0.05), 0])
  })

  test('behavior: the unit of prices does not matter', () => {
    const candle = (unit: number, i: number) => ({
      open: (64 + i) * unit,
      high: (66 + i) * unit,
      low: (63 + i) * unit,
      close: (65 + i) * unit,
    })
    const candles = (unit: number) => Array.from({ length: candleCount }, (_, i) => candle(unit, i))
    expect(encodeCandles(candles(1))).toEqual(encodeCandles(candles(2 ** -20)))
  })

  test('error: there are ten candles', () => {
    expect(() => encodeCandles([])).toThrow(new RangeError('expected 10 candles, have 0'))
  })
})

describe('simulated markets', () => {
  test('behavior: volatility comes in clusters, with rare large moves', () => {
    const random = createRandom(11)
    const hours: number[][] = []
    let [large, minutes] = [0, 0]
    for (let market = 0; market < 60; market++) {
      const { returns } = simulateMarket(random, 24 * 60)
      const deviation = Math.sqrt(mean([...returns].map(change => change ** 2)))
      large += returns.filter(change => Math.abs(change) > 5 * deviation).length
      minutes += returns.length
      hours.push(
        Array.from({ length: 24 }, (_, hour) =>
          Math.sqrt(mean([...returns.subarray(hour * 60, hour * 60 + 60)].map(change => change ** 2))),
        ),
      )
    }
    const pairs = hours.flatMap(day =>
      day.slice(1).map((later, i) => [day[i]! / mean(day), later / mean(day)] as const),
    )
    const covariance = mean(pairs.map(([a, b]) => (a - 1) * (b - 1)))
    const variance = mean(pairs.map(([a]) => (a - 1) ** 2))
    expect(covariance / variance).toBeGreaterThan(0.5)
    expect(large / minutes).toBeGreaterThan(2e-4)
    expect(large / minutes).toBeLessThan(1e-2)
  })

  test('behavior: candles hold their own prices, and the last close is the reference', () => {
    const samples = simulateSamples(5, 500)
    for (let index = 0; index < samples.count; index++) {
      const input = inputOf(samples, index)
      for (let at = 0; at < inputSize; at += pricesPerCandle) {
        const [open, high, low, close] = input.subarray(at, at + pricesPerCandle) as unknown as [
          number,
          number,
          number,
          number,
        ]
        expect(high).toBeGreaterThanOrEqual(Math.max(open, close))
        expect(low).toBeLessThanOrEqual(Math.min(open, close))
      }
      expect(input.at(-1)).toBe(0)
      expect(samples.volatilities[index]).toBeGreaterThan(0)
    }
  })

  test('behavior: fewer samples of a seed are the first ones of more', () => {
    const [few, many] = [simulateSamples(9, 60), simulateSamples(9, 200)]
    expect(few.inputs).toEqual(many.inputs.subarray(0, 60 * inputSize))
    expect(few.volatilities).toEqual(many.volatilities.subarray(0, 60))
  })
})
