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
import { forecastAll, modelForecast, type Report, scoreForecasts } from '../../../../models/zoo/price/measure.ts'
import { naiveForecasts } from '../../../../models/zoo/price/naive-forecasts.ts'
import { makeArtifact, recipe, trainingSamples } from '../../../../models/zoo/price/recipe.ts'
import { renderReport } from '../../../../models/zoo/price/render-report.ts'
import { returnCount } from '../../../../models/zoo/price/returns.ts'
import { inputOf, simulatePools } from '../../../../models/zoo/price/simulate-pool.ts'
import { createRandom } from '../../../../models/zoo/training/index.ts'
import { packagePath } from '../../../../primitives/index.ts'

const { artifactPath, floatPath } = zooModels.find(({ name }) => name === 'price')!
const [artifact, floatModel] = [readFileSync(artifactPath), readFileSync(floatPath)]
const reportFile = (name: string) => readFileSync(packagePath('models', 'zoo', 'price', name), 'utf8')
const report = JSON.parse(reportFile('report.json')) as Report

const samples = simulatePools(createRandom(99), 1_000)
const { forecast } = modelForecast('artifact', artifact)

describe('the price artifact', { timeout: 60_000 }, () => {
  test('behavior: it is made again from the float model and the seeded calibration, byte for byte', () => {
    expect(Buffer.compare(makeArtifact(floatModel), artifact)).toBe(0)
  })

  test('behavior: it is admitted, with the signature of the float model', () => {
    const { summary } = admit(artifact)
    expect(summary.inputs).toEqual([{ name: 'returns', elementType: 'float32', shape: [1, returnCount, 1] }])
    expect(summary.outputs).toEqual([{ name: 'forecast', elementType: 'float32', shape: [1, 1] }])
  })

  test('behavior: reference, onnxruntime and stock onnxruntime give the same bits', async () => {
    const model = admit(artifact)
    const sessions = [
      await referenceBackend.createSession(model),
      await onnxruntimeBackend.createSession(model),
      await openStockSession(artifact),
      await openStockSession(artifact, { graphOptimizationLevel: 'disabled', intraOpNumThreads: 2 }),
    ]
    for (let index = 0; index < 100; index++) {
      const input = createTensor('float32', [1, returnCount, 1], inputOf(samples, index).slice())
      const outputs = await Promise.all(sessions.map(async session => tensorsToBytes(await session.run([input]))))
      for (const output of outputs) expect(output).toEqual(outputs[0])
    }
    for (const session of sessions) await session.dispose()
  })

  test('behavior: on pools that it never saw it forecasts better than what needs no network', () => {
    const score = scoreForecasts(forecastAll(forecast, samples), samples.targets)
    for (const naive of naiveForecasts(trainingSamples(5_000))) {
      const naiveScore = scoreForecasts(forecastAll(naive.forecast, samples), samples.targets)
      expect(score.r2, naive.name).toBeGreaterThan(naiveScore.r2)
    }
  })

  test('behavior: quantization costs little', () => {
    const float = forecastAll(modelForecast('float model', floatModel).forecast, samples)
    expect(scoreForecasts(forecastAll(forecast, samples), float).r2).toBeGreaterThan(0.98)
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
