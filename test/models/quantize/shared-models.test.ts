import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  createTensor,
  describeInputs,
  openStockSession,
  quantize,
  type Sample,
  SampleError,
  UnquantizableModelError,
  writeModel,
} from '../../../models/index.ts'
import { importModel } from '../../../models/onnx/index.ts'
import { drawPicture } from '../../drawn-images.ts'
import { sharedData } from '../../shared-data.ts'
import { greatest, greatestDistance, readStoredModel } from '../../stored-answers.ts'
import { randomSource } from '../../suites/random-source.ts'

const models = sharedData('models')

describe.skipIf(models === undefined)('models of other exporters (skipped where ../shared/data is absent)', () => {
  test('default: MobileNetV2, a QDQ file, gives the stored answer', async () => {
    const { file, inputs, outputs } = readStoredModel('mobilenetv2-qdq')!
    const session = await openStockSession(quantize(file, []).artifact, { graphOptimizationLevel: 'all' })
    const [have] = await session.run(inputs)
    expect(greatest(have!, 5)).toEqual(greatest(outputs[0]!, 5))
    expect(greatestDistance(have!, outputs[0]!)).toBeLessThan(0.16)
    await session.dispose()
  })

  test('default: a keras classifier of spoken commands gives the stored answer', async () => {
    const { file, inputs, outputs } = readStoredModel('voice-commands')!
    const random = randomSource(7)
    const phrase = (): Sample => [Float32Array.from({ length: 6 }, () => random.integer(0, 108))]
    const { artifact, report } = quantize(file, Array.from({ length: 100 }, phrase))
    const session = await openStockSession(artifact, { graphOptimizationLevel: 'disabled' })
    const [have] = await session.run(inputs)
    expect(greatest(have!, 1)).toEqual(greatest(outputs[0]!, 1))
    expect(greatestDistance(have!, outputs[0]!)).toBeLessThanOrEqual(report.outputs[0]!.maxAbsoluteError * 1.5)
    await session.dispose()
  })

  test('default: SqueezeNet, of operator set 7, sees in drawn pictures what float32 sees', {
    timeout: 60_000,
  }, async () => {
    const file = readFileSync(join(models!, 'squeezenet/model.onnx'))
    const [input] = describeInputs(file)
    const [, , height, width] = input!.shape
    const draw = (seed: number): Sample => [drawPicture(seed, height!, width!)]
    const calibration = [1, 2, 3, 4].map(draw)
    const { artifact } = quantize(file, calibration, { evaluation: { samples: calibration.slice(0, 1) } })
    const level = { graphOptimizationLevel: 'all' } as const
    const float = await openStockSession(writeModel(importModel(file, { results: ['loss1'] })), level)
    const session = await openStockSession(artifact, level)
    let agreeing = 0
    for (let seed = 1000; seed < 1016; seed++) {
      const picture = createTensor('float32', input!.shape, draw(seed)[0] as Float32Array)
      const [[want], [label, have]] = [await float.run([picture]), await session.run([picture])]
      expect(Number(label!.data[0])).toBe(greatest(have!, 1)[0])
      agreeing += Number(greatest(want!, 1)[0] === greatest(have!, 1)[0])
    }
    expect(agreeing).toBeGreaterThanOrEqual(15)
    await Promise.all([float.dispose(), session.dispose()])
  })

  const refusals: Readonly<Record<string, RegExp>> = {
    'dynamic_quantize_matmul_int8.onnx': /DynamicQuantizeLinear ".*": its scale depends on the values that it codes/,
    'matmul_integer_to_float_int8_bias.onnx':
      /MatMulInteger ".*": its first operand is no tensor of codes, or its second no constant/,
    'qdq_with_multi_consumer_dq_nodes.fixed.qdq16.onnx': /the file says no scale for 9 of its values/,
    'qdq_with_multi_consumer_q_dq_axis.onnx': /"Input3\/Q": it is an output that is codes, want float32/,
  }
  const graphs = models === undefined ? [] : readdirSync(join(models, 'qdq-graphs'))

  test.each(graphs)('behavior: %s is lowered without samples, or refused by name', async name => {
    const file = readFileSync(join(models!, 'qdq-graphs', name))
    const refusal = refusals[name]
    if (refusal !== undefined) {
      expect(() => quantize(file, [])).toThrow(refusal)
      try {
        quantize(file, [])
      } catch (error) {
        expect(error instanceof UnquantizableModelError || error instanceof SampleError).toBe(true)
      }
      return
    }
    const { artifact } = quantize(file, [])
    const inputs = describeInputs(file).map(({ shape }) => {
      const size = shape.reduce((product, each) => product * each, 1)
      return createTensor('float32', shape, randomSource(3).floats(size, 40))
    })
    const [ours, stock] = await Promise.all(
      [artifact, file].map(async bytes => {
        const session = await openStockSession(bytes, { graphOptimizationLevel: 'disabled' })
        const outputs = await session.run(inputs)
        await session.dispose()
        return outputs
      }),
    )
    const spread = (stock![0]!.data as Float32Array).reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    expect(greatestDistance(ours![0]!, stock![0]!)).toBeLessThan(0.05 * spread)
  })
})
