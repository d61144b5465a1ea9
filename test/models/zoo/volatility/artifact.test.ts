import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  admit,
  createTensor,
  onnxruntimeBackend,
  openStockSession,
  referenceBackend,
  tensorsToBytes,
  zooModels,
} from '../../../../models/index.ts'
import { candleCount, inputSize, pricesPerCandle } from '../../../../models/zoo/volatility/candles.ts'
import { modelForecast, type Report } from '../../../../models/zoo/volatility/measure.ts'
import { forecastAll, naiveForecasts } from '../../../../models/zoo/volatility/naive-forecasts.ts'
import { makeArtifact, recipe, trainingSamples } from '../../../../models/zoo/volatility/recipe.ts'
import { renderReport } from '../../../../models/zoo/volatility/render-report.ts'
import { inputOf, simulateSamples } from '../../../../models/zoo/volatility/samples.ts'
import { scoreForecasts } from '../../../../models/zoo/volatility/score.ts'
import { packagePath } from '../../../../primitives/index.ts'

const { artifactPath, floatPath } = zooModels.find(({ name }) => name === 'volatility')!
const [artifact, floatModel] = [readFileSync(artifactPath), readFileSync(floatPath)]
const reportFile = (name: string) => readFileSync(packagePath('models', 'zoo', 'volatility', name), 'utf8')
const report = JSON.parse(reportFile('report.json')) as Report

const { forecast } = modelForecast('artifact', artifact)
const samples = simulateSamples(1234, 3_000)

/** Ten candles of one pattern whose moves are `size` times as large. */
function candlesOf(size: number): Float32Array {
  const pattern = [0.4, -0.8, 1, 0.2, -1, 0.6, -0.3, 0.9, -0.6, 0]
  return Float32Array.from(
    pattern.flatMap((close, i) => {
      const open = i === 0 ? 0 : pattern[i - 1]!
      return [open, Math.max(open, close) + 0.3, Math.min(open, close) - 0.3, close].map(price => price * size)
    }),
  )
}

describe('the volatility artifact', () => {
  test('behavior: it is made again from the float model and the seeded calibration, byte for byte', () => {
    expect(Buffer.compare(makeArtifact(floatModel), artifact)).toBe(0)
  })

  test('behavior: it is admitted, with the signature of the float model', () => {
    const { summary } = admit(artifact)
    expect(summary.inputs).toEqual([
      { name: 'candles', elementType: 'float32', shape: [1, candleCount, pricesPerCandle] },
    ])
    expect(summary.outputs).toEqual([{ name: 'volatility', elementType: 'float32', shape: [1, 1] }])
    expect(summary.macs).toBe(9760)
  })

  test('behavior: reference, onnxruntime and stock onnxruntime give the same bits on 1,000 situations', async () => {
    const model = admit(artifact)
    const sessions = [
      await referenceBackend.createSession(model),
      await onnxruntimeBackend.createSession(model),
      await openStockSession(artifact),
    ]
    for (let index = 0; index < 1_000; index++) {
      const input = createTensor('float32', [1, candleCount, pricesPerCandle], inputOf(samples, index).slice())
      const outputs = await Promise.all(sessions.map(async session => tensorsToBytes(await session.run([input]))))
      for (const output of outputs) expect(output).toEqual(outputs[0])
    }
    for (const session of sessions) await session.dispose()
  })

  test('behavior: the wilder the market, the higher the forecast', () => {
    const sizes = [0, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.03, 0.06]
    const forecasts = sizes.map(size => forecast(candlesOf(size)))
    for (let i = 1; i < sizes.length; i++) expect(forecasts[i]).toBeGreaterThan(forecasts[i - 1]!)
    expect(forecasts[0]).toBeLessThan(0.0005)
    expect(forecasts.at(-1)).toBeGreaterThan(0.03)
  })

  test('behavior: beyond anything it was trained on, forecasts stay high and finite', () => {
    for (const size of [0.12, 0.5, 0.9]) {
      expect(forecast(candlesOf(size))).toBeGreaterThan(0.03)
      expect(forecast(candlesOf(size))).toBeLessThan(1)
    }
    const extreme = new Float32Array(inputSize).fill(3.4e38)
    expect(Number.isFinite(forecast(extreme))).toBe(true)
  })

  test('behavior: on markets that it never saw it forecasts better than what needs no model', () => {
    const score = scoreForecasts(forecastAll(forecast, samples), samples.volatilities)
    for (const naive of naiveForecasts(trainingSamples(5_000))) {
      const naiveScore = scoreForecasts(forecastAll(naive.forecast, samples), samples.volatilities)
      expect(score.rmse, naive.name).toBeLessThan(naiveScore.rmse)
      expect(score.logR2, naive.name).toBeGreaterThan(naiveScore.logR2 + 0.02)
      expect(score.qlike, naive.name).toBeLessThan(0.7 * naiveScore.qlike)
    }
  })

  test('behavior: quantization costs little', () => {
    const values = forecastAll(forecast, samples)
    const floatValues = forecastAll(modelForecast('float model', floatModel).forecast, samples)
    expect(scoreForecasts(values, floatValues).medianError).toBeLessThan(0.02)
    expect(scoreForecasts(values, floatValues).logR2).toBeGreaterThan(0.997)
  })
})

describe('the report', () => {
  test('behavior: it is of this artifact and this recipe, and its page is its data', () => {
    expect(report.id).toBe(admit(artifact).summary.id)
    expect(report.artifactBytes).toBe(artifact.length)
    expect(report.floatBytes).toBe(floatModel.length)
    expect(report.recipe).toEqual(recipe)
    expect(reportFile('REPORT.md')).toBe(renderReport(report))
  })
})
