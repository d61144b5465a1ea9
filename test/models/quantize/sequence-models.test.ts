import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fromBinary } from '@bufbuild/protobuf'
import { describe, expect, test } from 'vitest'
import { createTensor, describeInputs, openStockSession, quantize, type Sample } from '../../../models/index.ts'
import { TensorProtoSchema } from '../../../models/onnx/generated/onnx_pb.ts'
import { readTensor } from '../../../models/onnx/read-tensor.ts'
import { sharedData } from '../../shared-data.ts'
import { createRandom } from './float-models.ts'
import { randomSamples, runInputsEverywhere } from './runs.ts'

const recurrent = ['lstm-bidirectional', 'rnn-bidirectional'] as const

describe.each(recurrent)('%s (skipped where the shared data is absent)', name => {
  const folder = sharedData(`models/${name}`)

  test.skipIf(folder === undefined)('its stored outputs, within the quantization', async () => {
    const model = readFileSync(join(folder!, 'model.onnx'))
    const stored = (file: string) =>
      readTensor(fromBinary(TensorProtoSchema, readFileSync(join(folder!, 'test_data_set_0', file))), file)
    const [input, want] = [stored('input_0.pb'), stored('output_0.pb')]
    const dims = { None: input.shape[0]! }
    const greatest = (input.data as Float32Array).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const samples = randomSamples(createRandom(41), [input.shape], 64, greatest)
    const { artifact, report } = quantize(model, samples, { dims })
    expect(report.outputs[0]!.signalToNoiseDb).toBeGreaterThan(30)
    const answers = await runInputsEverywhere(artifact, [input])
    for (const answer of answers) expect(answer).toEqual(answers[0])
    const have = answers[0]![0]!.data as Float32Array
    const tolerance = Math.max(report.outputs[0]!.maxAbsoluteError, 0.02)
    have.forEach((value, i) => {
      expect(Math.abs(value - Number(want.data[i]))).toBeLessThan(tolerance)
    })
  })
})

describe('bert-toy (skipped where the shared data is absent)', () => {
  const folder = sharedData('models/bert-toy')

  test.skipIf(folder === undefined)('its artifact follows the float model as stock onnxruntime runs it', async () => {
    const model = readFileSync(join(folder!, 'model.onnx'))
    const [batch, length] = [1, 12]
    const dims = { batch, max_seq_len_in_batch: length }
    expect(describeInputs(model, { dims }).map(({ elementType }) => elementType)).toEqual(['int64', 'int64', 'int64'])
    const random = createRandom(42)
    const draw = (): Sample => {
      const kept = 4 + Math.floor(((random() + 1) / 2) * (length - 3))
      const longs = (at: (i: number) => number) => BigInt64Array.from({ length }, (_, i) => BigInt(at(i)))
      const ids = longs(i => (i < kept ? Math.floor(((random() + 1) / 2) * 99) : 0))
      return [ids, longs(i => Number(i > kept / 2)), longs(i => Number(i < kept))]
    }
    const samples = Array.from({ length: 48 }, draw)
    const { artifact, report } = quantize(model, samples.slice(0, 32), {
      dims,
      evaluation: { samples: samples.slice(32) },
    })
    const scores = report.outputs[0]!
    expect(scores.signalToNoiseDb).toBeGreaterThan(20)
    expect(scores.top!.agreeing / scores.top!.rows).toBeGreaterThan(0.9)
    const float = await openStockSession(model)
    for (const sample of samples.slice(40)) {
      const inputs = sample.map(ids => createTensor('int64', [batch, length], ids as BigInt64Array))
      const answers = await runInputsEverywhere(artifact, inputs)
      for (const answer of answers) expect(answer).toEqual(answers[0])
      const [want] = await float.run(inputs)
      answers[0]![0]!.data.forEach((value, i) => {
        expect(Math.abs(Number(value) - Number(want!.data[i]))).toBeLessThan(2 * scores.maxAbsoluteError)
      })
    }
    await float.dispose()
  })
})
