import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  admit,
  createTensor,
  type ElementType,
  openStockSession,
  quantize,
  referenceBackend,
  type Tensor,
  UnquantizableModelError,
  writeModel,
} from '../../../../models/index.ts'
import { sharedData } from '../../../shared-data.ts'
import { int, ints, Sketch, type Value } from '../../sketch.ts'
import { createRandom, randomTensor } from '../float-models.ts'
import { runInputsEverywhere } from '../runs.ts'

const random = createRandom(11)
const integers = (least: number, greatest: number, count: number) =>
  Array.from({ length: count }, () => Math.floor(((random() + 1) / 2) * (greatest - least + 1)) + least)

type CodeType = 'uint8' | 'int8'

/** Codes of a type, with a scale and a zero point. */
interface Coded {
  readonly codes: Value
  readonly scale: Value
  readonly zeroPoint: Value
}

const typed = (s: Sketch, elementType: ElementType, shape: readonly number[], values: readonly number[]): Value => {
  if (elementType === 'int8') return s.constant('int8', shape, Int8Array.from(values))
  if (elementType === 'int32') return s.constant('int32', shape, Int32Array.from(values))
  return s.constant('uint8', shape, Uint8Array.from(values))
}

const decode = (s: Sketch, { codes, scale, zeroPoint }: Coded, axis?: number): Value =>
  s.node('DequantizeLinear', [codes, scale, zeroPoint], axis === undefined ? {} : { axis: int(axis) })

const recode = (s: Sketch, x: Value, elementType: CodeType, scale: number, zeroPoint: number): Value => {
  const coding = { scale: s.floats(scale), zeroPoint: typed(s, elementType, [], [zeroPoint]) }
  return decode(s, { codes: s.node('QuantizeLinear', [x, coding.scale, coding.zeroPoint]), ...coding })
}

interface Spelling {
  readonly activations: CodeType
  readonly weights: CodeType
  readonly zeroPoints: readonly [input: number, weights: number, output: number]
  readonly perChannel: boolean
}

/** Two convolutions, a residual sum and a pool, as QDQ. */
function qdqModel({ activations, weights, zeroPoints, perChannel }: Spelling): Uint8Array {
  const s = new Sketch(13)
  const [inputZero, weightZero, outputZero] = zeroPoints
  const [least, greatest] = weights === 'int8' ? [-128, 127] : [0, 255]
  const conv = (x: Value, inputScale: number, scale: number): Value => {
    const scales = perChannel ? [0.011, 0.02, 0.007, 0.013] : [0.011]
    const w = decode(
      s,
      {
        codes: typed(s, weights, [4, 4, 3, 3], integers(least, greatest, 144)),
        scale: s.constant('float32', perChannel ? [4] : [], Float32Array.from(scales)),
        zeroPoint: typed(
          s,
          weights,
          perChannel ? [4] : [],
          scales.map(() => weightZero),
        ),
      },
      perChannel ? 0 : undefined,
    )
    const biasScales = Float32Array.from(scales, each => each * Math.fround(inputScale))
    const bias = decode(
      s,
      {
        codes: typed(s, 'int32', [4], integers(-9000, 9000, 4)),
        scale: s.constant('float32', perChannel ? [4] : [], biasScales),
        zeroPoint: typed(
          s,
          'int32',
          perChannel ? [4] : [],
          scales.map(() => 0),
        ),
      },
      perChannel ? 0 : undefined,
    )
    const y = s.node('Conv', [x, w, bias], { pads: ints(1, 1, 1, 1) })
    return recode(s, s.node('Relu', [y]), activations, scale, activations === 'int8' ? -128 : 0)
  }
  const x = recode(s, s.input('x', 'float32', [1, 4, 6, 5]), activations, 0.02, inputZero)
  const y = conv(x, 0.02, 0.09)
  const z = recode(s, s.node('Add', [conv(y, 0.09, 0.5), x]), activations, 0.45, outputZero)
  const pooled = recode(s, s.node('MaxPool', [z], { kernel_shape: ints(2, 2) }), activations, 0.45, outputZero)
  return writeModel(s.graph(pooled))
}

const spellings: Readonly<Record<string, Spelling>> = {
  'unsigned activations and weights, asymmetric': {
    activations: 'uint8',
    weights: 'uint8',
    zeroPoints: [115, 141, 3],
    perChannel: false,
  },
  'unsigned activations, signed weights per channel': {
    activations: 'uint8',
    weights: 'int8',
    zeroPoints: [128, 0, 10],
    perChannel: true,
  },
  'signed activations and weights': {
    activations: 'int8',
    weights: 'int8',
    zeroPoints: [-13, 0, -100],
    perChannel: false,
  },
}

describe('quantize, of a quantized file', () => {
  test.each(Object.entries(spellings))(
    'default: QDQ with %s keeps its integers, and needs no samples',
    async (_, spelling) => {
      const file = qdqModel(spelling)
      const { artifact, report } = quantize(file, [])
      expect(report.calibrationSamples).toBe(0)
      const stock = await openStockSession(file, { graphOptimizationLevel: 'disabled' })
      let [equal, count] = [0, 0]
      for (let i = 0; i < 6; i++) {
        const inputs = [randomTensor(random, [1, 4, 6, 5], 3)]
        const answers = await runInputsEverywhere(artifact, inputs)
        for (const answer of answers) expect(answer).toEqual(answers[0])
        const [have, want] = [answers[0]![0]!, (await stock.run(inputs))[0]!]
        have.data.forEach((value, at) => {
          expect(Math.abs(Number(value) - Number(want.data[at]))).toBeLessThanOrEqual(0.46)
          equal += Number(value === want.data[at])
          count += 1
        })
      }
      expect(equal / count).toBeGreaterThan(0.98)
      await stock.dispose()
    },
  )

  test('default: QLinear operators mean the same as QDQ', async () => {
    const s = new Sketch(13)
    const [scale, zero, wScale, wZero] = [s.floats(0.02), s.codes(120), s.floats(0.01), typed(s, 'int8', [], [0])]
    const codes = s.node('QuantizeLinear', [s.input('x', 'float32', [2, 8]), scale, zero])
    const w = typed(s, 'int8', [8, 5], integers(-128, 127, 40))
    const y = s.node('QLinearMatMul', [codes, scale, zero, w, wScale, wZero, s.floats(0.05), s.codes(99)])
    const file = writeModel(s.graph(s.node('DequantizeLinear', [y, s.floats(0.05), s.codes(99)])))
    const { artifact } = quantize(file, [])
    const inputs = [randomTensor(random, [2, 8], 2)]
    const session = await referenceBackend.createSession(admit(artifact))
    const [have] = await session.run(inputs)
    const wanted = matmulByHand(inputs[0]!, w, s)
    expect(Array.from(have!.data, Number)).toEqual(wanted)
  })

  test('behavior: inputs that are codes stay codes', async () => {
    const s = new Sketch(13)
    const x = decode(s, { codes: s.input('x', 'uint8', [1, 6]), scale: s.floats(0.5), zeroPoint: s.codes(7) })
    const y = recode(s, s.node('Sigmoid', [x]), 'uint8', 1 / 256, 0)
    const { artifact } = quantize(writeModel(s.graph(y)), [])
    expect(admit(artifact).summary.inputs[0]!.elementType).toBe('uint8')
    const [answer] = await runInputsEverywhere(artifact, [
      createTensor('uint8', [1, 6], Uint8Array.of(0, 6, 7, 8, 20, 255)),
    ])
    const wanted = [-3.5, -0.5, 0, 0.5, 6.5, 124].map(
      value => Math.min(255, Math.round(256 / (1 + Math.exp(-value)))) / 256,
    )
    expect(Array.from(answer![0]!.data, Number)).toEqual(wanted)
  })

  test('error: what has no scale of its own is said by name', () => {
    const s = new Sketch(13)
    const x = s.input('x', 'float32', [1, 4])
    s.node('DynamicQuantizeLinear', [x])
    const scale = s.node('Abs', [s.input('scale', 'float32', [])])
    const file = writeModel(s.graph(s.node('QuantizeLinear', [x, scale, s.codes(0)])))
    const refusal = () => quantize(file, [])
    expect(refusal).toThrow(UnquantizableModelError)
    expect(refusal).toThrow(/DynamicQuantizeLinear "n0": its scale depends on the values that it codes/)
    expect(refusal).toThrow(/QuantizeLinear "n2": its scale is computed when it runs/)
  })

  const mobilenet = sharedData('models/mobilenetv2-qdq/model.onnx')
  test.skipIf(mobilenet === undefined)('default: MobileNetV2 (skipped where the shared data is absent)', () => {
    const { artifact, report } = quantize(readFileSync(mobilenet!), [])
    expect(report.dims).toEqual([{ name: 'batch', size: 1, assumed: true }])
    expect(admit(artifact).summary.outputs[0]!.shape).toEqual([1, 1000])
  })
})

/** fl(fl(acc) * multiplier), clamped and rounded, as real numbers. */
function matmulByHand(x: Tensor, w: Value, s: Sketch): number[] {
  const weights = s.graph(w).initializers.get(w.name)!.data
  const codes = Array.from(x.data as Float32Array, value =>
    Math.min(255, Math.max(0, roundHalfEven(Math.fround(Number(value) / Math.fround(0.02))) + 120)),
  )
  const multiplier = Math.fround(Math.fround(Math.fround(0.02) * Math.fround(0.01)) / Math.fround(0.05))
  return [0, 1].flatMap(row =>
    [0, 1, 2, 3, 4].map(column => {
      let sum = 0
      for (let k = 0; k < 8; k++) sum += (codes[row * 8 + k]! - 120) * Number(weights[k * 5 + column])
      const code = roundHalfEven(Math.min(156, Math.max(-99, Math.fround(sum * multiplier))))
      return Math.fround(code * Math.fround(0.05))
    }),
  )
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return Math.round(value)
  return floor % 2 === 0 ? floor : floor + 1
}
