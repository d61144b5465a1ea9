import { describe, expect, test } from 'vitest'
import { type Quantized, quantize } from '../../../models/index.ts'
import { readDigitModel, readDigits } from '../../mnist.ts'
import { runEverywhere } from './runs.ts'

const model = readDigitModel()
const calibration = readDigits('cazala10k', 500)
const digits = readDigits('t10k', 500)
const absent = model === undefined || calibration === undefined || digits === undefined

describe.skipIf(absent)('the MNIST CNN (skipped where ../shared/data is not there)', () => {
  const samples = digits?.images.map(image => [image]) ?? []
  let quantized: Quantized | undefined
  const quantizeOnce = () => {
    quantized ??= quantize(
      model!,
      calibration!.images.map(image => [image]),
      {
        evaluation: { samples, labels: digits!.labels },
      },
    )
    return quantized
  }

  test('default: calibrated with 500 images it reads the first 500 digits of t10k as the float model does', () => {
    const { report } = quantizeOnce()
    expect(report.macs).toBe(480_500)
    expect(report.layers.map(({ operators }) => operators.join('+'))).toEqual(['Conv+Relu', 'Conv+Relu', 'Gemm+Relu'])
    for (const { signalToNoiseDb } of report.layers) expect(signalToNoiseDb).toBeGreaterThan(40)
    expect(report.outputs[0]!.top).toEqual({
      rows: 500,
      agreeing: 500,
      ties: { float: 0, artifact: 0 },
      correct: { float: 493, artifact: 493 },
    })
  })

  test('behavior: both backends and stock onnxruntime, optimised or not, answer the same bits', async () => {
    for (const answers of await runEverywhere(quantizeOnce().artifact, samples.slice(0, 100)))
      for (const answer of answers) expect(answer).toEqual(answers[0])
  })
})
