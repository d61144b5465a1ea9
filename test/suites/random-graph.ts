import type { Graph } from '../../models/graph/index.ts'
import { elementCount } from '../../models/tensor/index.ts'
import { int, ints, Sketch, type Value } from '../models/sketch.ts'
import { type RandomSource, randomSource } from './random-source.ts'

/** Codes that stand for `(code - zeroPoint) * scale`. */
interface Coded {
  readonly value: Value
  readonly scale: number
  readonly zeroPoint: number
}

type Layer = (sketch: Sketch, random: RandomSource, input: Coded) => Coded

/** A random model in the written forms of the exact profile: a chain of layers, skips over some, and one of the exits. */
export function randomGraph(seed: number): Graph {
  const random = randomSource(seed)
  const sketch = new Sketch(random.pick([18, 19, 20, 21]))
  const shape = random.pick([
    [1, random.integer(1, 6), random.integer(4, 9), random.integer(4, 9)],
    [random.integer(1, 3), random.integer(1, 4), random.integer(5, 12)],
    [random.integer(1, 3), random.integer(2, 40)],
  ])
  let coded = entrance(sketch, random, shape)
  const seen: Coded[] = [coded]
  for (let depth = random.integer(2, 6); depth > 0; depth--) {
    const layer = random.pick(layers.filter(({ ranks }) => ranks.includes(coded.value.shape.length)))
    coded = layer.write(sketch, random, coded)
    const twin = seen.find(({ value }) => String(value.shape) === String(coded.value.shape))
    if (twin && random.integer(0, 2) === 0) coded = residual(sketch, random, coded, twin)
    seen.push(coded)
  }
  return sketch.graph(...random.pick(exits)(sketch, random, coded))
}

function entrance(sketch: Sketch, random: RandomSource, shape: readonly number[]): Coded {
  const [scale, zeroPoint] = [random.real(0.005, 0.5), random.pick([0, 128, 255, random.integer(0, 255)])]
  if (random.integer(0, 1) === 0) return { value: sketch.input('codes', 'uint8', shape), scale, zeroPoint }
  const input = sketch.input('values', 'float32', shape)
  return {
    value: sketch.node('QuantizeLinear', [input, sketch.floats(scale), sketch.codes(zeroPoint)]),
    scale,
    zeroPoint,
  }
}

const qlinearConv: Layer = (sketch, random, { value, scale, zeroPoint }) => {
  const { weights, attributes, outputs, depth } = kernel(sketch, random, value)
  const out = outputCoding(random)
  const wScales = Array.from(
    { length: outputs },
    () => random.real(0.2, 2) * (out.scale / (scale * 60 * Math.sqrt(depth))),
  )
  const bias = sketch.constant(
    'int32',
    [outputs],
    Int32Array.from({ length: outputs }, () => random.integer(-40_000, 40_000)),
  )
  return {
    ...out,
    value: sketch.node(
      'QLinearConv',
      [
        value,
        sketch.floats(scale),
        sketch.codes(zeroPoint),
        weights,
        sketch.constant('float32', [outputs], Float32Array.from(wScales)),
        sketch.codes(128),
        sketch.floats(out.scale),
        sketch.codes(out.zeroPoint),
        ...(random.integer(0, 3) === 0 ? [] : [bias]),
      ],
      attributes,
    ),
  }
}

const convInteger: Layer = (sketch, random, { value, zeroPoint }) => {
  const { weights, attributes, outputs, depth } = kernel(sketch, random, value)
  const sums = sketch.node('ConvInteger', [value, weights, sketch.codes(zeroPoint), sketch.codes(128)], attributes)
  const perChannel = [1, outputs, ...sums.shape.slice(2).map(() => 1)]
  const multipliers = Float32Array.from({ length: outputs }, () => random.real(0.2, 2) / (60 * Math.sqrt(depth)))
  const scaled = sketch.node('Mul', [
    sketch.node('Cast', [sums], { to: int(1) }),
    sketch.constant('float32', perChannel, multipliers),
  ])
  return requantized(sketch, random, scaled)
}

const gemm: Layer = (sketch, random, { value, zeroPoint }) => {
  const [depth, columns] = [value.shape.at(-1)!, random.integer(1, 24)]
  const scaled = sketch.node('Mul', [
    sketch.node('Cast', [accumulators(sketch, random, value, zeroPoint, columns)], { to: int(1) }),
    sketch.constant(
      'float32',
      [columns],
      Float32Array.from({ length: columns }, () => random.real(0.2, 2) / (60 * Math.sqrt(depth))),
    ),
  ])
  return requantized(sketch, random, scaled)
}

const qlinearMatMul: Layer = (sketch, random, { value, scale, zeroPoint }) => {
  const [depth, columns] = [value.shape.at(-1)!, random.integer(1, 24)]
  const out = outputCoding(random)
  const weights = sketch.constant('uint8', [depth, columns], random.codes(depth * columns))
  const wScale = sketch.floats(out.scale / (scale * 60 * Math.sqrt(depth)))
  return {
    ...out,
    value: sketch.node('QLinearMatMul', [
      value,
      sketch.floats(scale),
      sketch.codes(zeroPoint),
      weights,
      wScale,
      sketch.codes(128),
      sketch.floats(out.scale),
      sketch.codes(out.zeroPoint),
    ]),
  }
}

const maxPool: Layer = (sketch, random, input) => {
  const spatial = input.value.shape.slice(2)
  const kernelShape = spatial.map(size => random.integer(1, Math.min(3, size)))
  return {
    ...input,
    value: sketch.node('MaxPool', [input.value], {
      kernel_shape: ints(...kernelShape),
      strides: ints(...spatial.map(() => random.integer(1, 2))),
      pads: ints(...randomPads(random, kernelShape)),
    }),
  }
}

const table: Layer = (sketch, random, { value }) => {
  const positions = sketch.node('Cast', [sketch.node('Reshape', [value, sketch.longs(-1)])], { to: int(6) })
  const looked = sketch.node('GatherElements', [sketch.codes(...random.codes(256)), positions])
  return { ...outputCoding(random), value: sketch.node('Reshape', [looked, sketch.longs(...value.shape)]) }
}

const extremum: Layer = (sketch, random, input) => ({
  ...input,
  value: random.pick([
    () => sketch.node(random.pick(['Max', 'Min']), [input.value, sketch.codes(random.integer(0, 255))]),
    () =>
      sketch.node('Clip', [input.value, sketch.codes(random.integer(0, 100)), sketch.codes(random.integer(100, 255))]),
  ])(),
})

const move: Layer = (sketch, random, input) => {
  const { value } = input
  const { shape } = value
  const axis = random.integer(0, shape.length - 1)
  const moves: readonly (() => Value)[] = [
    () => sketch.node('Transpose', [value], { perm: ints(...shape.map((_, i) => (i + 1) % shape.length)) }),
    () => sketch.node('Flatten', [value], { axis: int(axis) }),
    () => sketch.node('Reshape', [value, sketch.longs(...[...shape].reverse())]),
    () => sketch.node('Concat', [value, value], { axis: int(axis - shape.length) }),
    () =>
      sketch.node('Slice', [value, sketch.longs(0), sketch.longs(random.integer(1, shape[axis]!)), sketch.longs(axis)]),
    () => sketch.node('Slice', [value, sketch.longs(-1), sketch.longs(-1000), sketch.longs(axis), sketch.longs(-1)]),
    () => sketch.node('Gather', [value, sketch.longs(shape[axis]! - 1, 0)], { axis: int(axis) }),
    () => sketch.node('Squeeze', [sketch.node('Unsqueeze', [value, sketch.longs(0, -1)]), sketch.longs(-1, 0)]),
  ]
  return { ...input, value: random.pick(moves)() }
}

const layers: readonly { readonly ranks: readonly number[]; readonly write: Layer }[] = [
  { ranks: [3, 4], write: qlinearConv },
  { ranks: [3, 4], write: qlinearConv },
  { ranks: [3, 4], write: convInteger },
  { ranks: [3, 4], write: maxPool },
  { ranks: [2, 3, 4], write: gemm },
  { ranks: [2, 3, 4], write: qlinearMatMul },
  { ranks: [1, 2, 3, 4], write: table },
  { ranks: [1, 2, 3, 4], write: extremum },
  { ranks: [1, 2, 3, 4], write: move },
]

function residual(sketch: Sketch, random: RandomSource, a: Coded, b: Coded): Coded {
  const real = ({ value, scale, zeroPoint }: Coded) =>
    sketch.node('DequantizeLinear', [value, sketch.floats(scale), sketch.codes(zeroPoint)])
  const sum = sketch.node(random.pick(['Add', 'Sub']), [real(a), real(b)])
  const out = outputCoding(random)
  const divided = sketch.node('Div', [sum, sketch.floats(out.scale)])
  return { ...out, value: sketch.node('QuantizeLinear', [divided, sketch.floats(1), sketch.codes(out.zeroPoint)]) }
}

type Exit = (sketch: Sketch, random: RandomSource, coded: Coded) => readonly Value[]

const exits: readonly Exit[] = [
  (_, __, { value }) => [value],
  (sketch, _, { value, scale, zeroPoint }) => [
    sketch.node('DequantizeLinear', [value, sketch.floats(scale), sketch.codes(zeroPoint)]),
    value,
  ],
  (sketch, random, { value, zeroPoint }) => [logits(sketch, random, value, zeroPoint)],
  (sketch, random, { value, zeroPoint }) => [softmax(sketch, logits(sketch, random, value, zeroPoint))],
]

function logits(sketch: Sketch, random: RandomSource, value: Value, zeroPoint: number): Value {
  const flat = value.shape.length === 0 ? value : sketch.node('Flatten', [value], { axis: int(0) })
  const columns = random.integer(2, 12)
  const sums = accumulators(sketch, random, flat, zeroPoint, columns)
  const multipliers = Float32Array.from({ length: columns }, () => random.real(0.001, 0.02))
  return sketch.node('Mul', [
    sketch.node('Cast', [sums], { to: int(1) }),
    sketch.constant('float32', [columns], multipliers),
  ])
}

function softmax(sketch: Sketch, values: Value): Value {
  const clipped = sketch.node('Clip', [values, sketch.floats(-(2 ** 21)), sketch.floats(2 ** 21)])
  const steps = sketch.node('Cast', [sketch.node('Round', [clipped])], { to: int(6) })
  const differences = sketch.node('Sub', [steps, sketch.node('ReduceMax', [steps, sketch.longs(-1)])])
  const index = sketch.node('Add', [sketch.node('Max', [differences, sketch.integers(-200)]), sketch.integers(200)])
  const entries = Array.from({ length: 201 }, (_, i) => Math.round(2 ** (i / 10)))
  const looked = sketch.node('Gather', [sketch.integers(...entries), index])
  const sum = sketch.node('ReduceSum', [looked, sketch.longs(-1)])
  return sketch.node('Div', [sketch.node('Cast', [looked], { to: int(1) }), sketch.node('Cast', [sum], { to: int(1) })])
}

function accumulators(sketch: Sketch, random: RandomSource, value: Value, zeroPoint: number, columns: number): Value {
  const depth = value.shape.at(-1)!
  const weights = sketch.constant('uint8', [depth, columns], random.codes(depth * columns))
  const bias = Int32Array.from({ length: columns }, () => random.integer(-100_000, 100_000))
  return sketch.node('Add', [
    sketch.node('MatMulInteger', [value, weights, sketch.codes(zeroPoint), sketch.codes(128)]),
    sketch.constant('int32', [columns], bias),
  ])
}

function requantized(sketch: Sketch, random: RandomSource, scaled: Value): Coded {
  const out = outputCoding(random)
  return { ...out, value: sketch.node('QuantizeLinear', [scaled, sketch.floats(1), sketch.codes(out.zeroPoint)]) }
}

function outputCoding(random: RandomSource): Omit<Coded, 'value'> {
  return { scale: random.real(0.005, 0.5), zeroPoint: random.pick([0, 0, 128, 255, random.integer(0, 255)]) }
}

function kernel(sketch: Sketch, random: RandomSource, { shape }: Value) {
  const [channels, spatial] = [shape[1]!, shape.slice(2)]
  const groups = random.pick([1, 1, channels])
  const outputs = groups * random.integer(1, groups === 1 ? 9 : 2)
  const kernelShape = spatial.map(size => random.integer(1, Math.min(3, size)))
  const weightShape = [outputs, channels / groups, ...kernelShape]
  return {
    weights: sketch.constant('uint8', weightShape, random.codes(elementCount(weightShape))),
    outputs,
    depth: elementCount(weightShape.slice(1)),
    attributes: {
      group: int(groups),
      strides: ints(...spatial.map(() => random.integer(1, 2))),
      pads: ints(...randomPads(random, kernelShape)),
      dilations: ints(...spatial.map((size, i) => (kernelShape[i]! * 2 - 1 <= size ? random.integer(1, 2) : 1))),
    },
  }
}

function randomPads(random: RandomSource, kernelShape: readonly number[]): readonly number[] {
  return [...kernelShape, ...kernelShape].map(size => random.integer(0, size - 1))
}
