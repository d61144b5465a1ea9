import { describe, expect, test } from 'vitest'
import { writeModel } from '../../../../models/onnx/index.ts'
import { exportNetwork } from '../../../../models/zoo/price/export-network.ts'
import { modelForecast, scoreForecasts } from '../../../../models/zoo/price/measure.ts'
import { naiveForecasts } from '../../../../models/zoo/price/naive-forecasts.ts'
import { forward } from '../../../../models/zoo/price/network.ts'
import { encodeReturns, returnCount } from '../../../../models/zoo/price/returns.ts'
import { inputOf, simulatePools } from '../../../../models/zoo/price/simulate-pool.ts'
import { trainNetwork } from '../../../../models/zoo/price/train-network.ts'
import { createRandom, createTape } from '../../../../models/zoo/training/index.ts'
import { bytesToHex, keccak256 } from '../../../../primitives/index.ts'

const samples = simulatePools(createRandom(21), 600)

describe('encodeReturns', () => {
  test('default: returns in units of their mean size', () => {
    const prices = Array.from({ length: returnCount + 1 }, (_, i) => (i % 2 === 0 ? 100 : 101))
    const { returns, unit } = encodeReturns(prices)
    expect(unit).toBeCloseTo((1 / 100 + 1 / 101) / 2, 12)
    expect(returns[0]).toBeCloseTo(0.01 / unit, 6)
    expect(returns[1]).toBeCloseTo((100 / 101 - 1) / unit, 6)
  })

  test('error: too few prices, or one that never moved', () => {
    expect(() => encodeReturns([1, 2])).toThrow(RangeError)
    expect(() => encodeReturns(new Array(returnCount + 1).fill(5))).toThrow(RangeError)
  })
})

describe('simulatePools', () => {
  test('behavior: inputs have a mean size of 1, targets are bounded', () => {
    for (let index = 0; index < samples.count; index++) {
      const mean = inputOf(samples, index).reduce((sum, value) => sum + Math.abs(value), 0) / returnCount
      expect(mean).toBeCloseTo(1, 5)
      expect(Math.abs(samples.targets[index]!)).toBeLessThanOrEqual(6)
    }
  })
})

describe('naiveForecasts', () => {
  test('behavior: least squares finds the weights of what is linear', () => {
    const linear = {
      ...samples,
      targets: Float64Array.from({ length: samples.count }, (_, i) => {
        const returns = inputOf(samples, i)
        return 0.25 * returns[23]! - 0.5 * returns[7]!
      }),
    }
    const all = naiveForecasts(linear).at(-1)!
    const forecasts = Float64Array.from({ length: samples.count }, (_, i) => all.forecast(inputOf(samples, i)))
    expect(scoreForecasts(forecasts, linear.targets).r2).toBeGreaterThan(0.999999)
  })
})

describe('trainNetwork', { timeout: 60_000 }, () => {
  test('behavior: the same seed gives the same file, the one that it always gave', () => {
    const file = () => writeModel(exportNetwork(trainNetwork(samples, { seed: 5, steps: 10 })))
    const id = bytesToHex(keccak256(file()))
    expect(bytesToHex(keccak256(file()))).toBe(id)
    expect(id).toBe('0x7010f6d5e52fef6ebbbef19311409b0c28fa5fadd6c3eafd31b590a569e40ce9')
  })

  test('behavior: the loss falls', () => {
    const network = trainNetwork(samples, { seed: 5, steps: 300 })
    const rows = Array.from({ length: samples.count }, (_, index) => inputOf(samples, index).slice())
    expect(scoreForecasts(forward(network, createTape(), rows).values, samples.targets).r2).toBeGreaterThan(0.03)
  })

  test('behavior: the float model forecasts what the network does', () => {
    const network = trainNetwork(samples, { seed: 5, steps: 20 })
    const { forecast } = modelForecast('float', writeModel(exportNetwork(network)))
    const rows = Array.from({ length: 20 }, (_, index) => inputOf(samples, index).slice())
    const want = forward(network, createTape(), rows).values
    rows.forEach((row, i) => {
      expect(forecast(row)).toBeCloseTo(want[i]!, 4)
    })
  })
})
