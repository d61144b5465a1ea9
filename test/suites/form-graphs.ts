import type { Graph } from '../../models/graph/index.ts'
import { int, ints, Sketch, string, type Value } from '../models/sketch.ts'
import { randomForest } from './random-forest.ts'
import { randomSource } from './random-source.ts'

/** A model for each written form of the exact profile, with extreme weights, by what it is. */
export const formGraphs = {
  'a fully connected layer': () => {
    const s = new Sketch()
    const x = s.node('QuantizeLinear', [s.input('x', 'float32', [1, 48]), s.floats(0.05), s.codes(113)])
    const scaled = dense(s, x, 113, 10)
    return s.graph(s.node('QuantizeLinear', [scaled, s.floats(1), s.codes(0)]), scaled)
  },

  'a dot product of 33,000 terms, near the end of int32': () => {
    const s = new Sketch()
    const depth = 33_000
    const weights = s.constant(
      'uint8',
      [depth, 2],
      randomSource(1)
        .codes(2 * depth)
        .map(code => (code < 128 ? 0 : 255)),
    )
    return s.graph(s.node('MatMulInteger', [s.input('x', 'uint8', [1, depth]), weights, s.codes(0), s.codes(128)]))
  },

  'a matrix product with a batch': () => {
    const s = new Sketch()
    const weights = s.constant('uint8', [40, 9], randomSource(2).codes(360))
    const [one, half] = [s.floats(1), s.floats(0.0005)]
    return s.graph(
      s.node('QLinearMatMul', [
        s.input('x', 'uint8', [3, 7, 40]),
        half,
        s.codes(255),
        weights,
        one,
        s.codes(128),
        one,
        s.codes(17),
      ]),
    )
  },

  'a product of two activations': () => {
    const s = new Sketch()
    const [a, b] = [s.input('a', 'uint8', [2, 5, 32]), s.input('b', 'uint8', [2, 32, 6])]
    const [one, small] = [s.floats(1), s.floats(0.0007)]
    return s.graph(s.node('QLinearMatMul', [a, small, s.codes(100), b, one, s.codes(200), one, s.codes(128)]))
  },

  'square roots': () => {
    const s = new Sketch()
    const numbers = s.node('Cast', [s.input('x', 'int32', [4096])], { to: int(1) })
    const positive = s.node('Clip', [numbers, s.floats(1e-3), s.floats(1e30)])
    return s.graph(s.node('Sqrt', [positive]), s.node('Sqrt', [s.node('Div', [positive, s.floats(3e7)])]))
  },

  'a layer normalisation': () => {
    const s = new Sketch()
    const [rows, width] = [7, 48]
    const codes = s.node('Cast', [s.input('x', 'uint8', [rows, width])], { to: int(6) })
    const sum = s.node('ReduceSum', [codes, s.longs(1)])
    const squares = s.node('ReduceSum', [s.node('Mul', [codes, codes]), s.longs(1)])
    const deviations = s.node('Sub', [s.node('Mul', [codes, s.integers(width)]), sum])
    const [wideSum, wideSquares] = [sum, squares].map(value => s.node('Cast', [value], { to: int(7) })) as [
      Value,
      Value,
    ]
    const variance = s.node('Sub', [s.node('Mul', [wideSquares, s.longs(width)]), s.node('Mul', [wideSum, wideSum])])
    const raised = s.node('Add', [s.node('Cast', [variance], { to: int(1) }), s.floats(0.37)])
    const divisor = s.node('Sqrt', [s.node('Clip', [raised, s.floats(0.37), s.floats(2 ** 100)])])
    const normal = s.node('Div', [s.node('Cast', [deviations], { to: int(1) }), divisor])
    const scaled = s.node('Mul', [normal, s.constant('float32', [width], randomSource(4).floats(width, 3))])
    const shifted = s.node('Add', [scaled, s.constant('float32', [width], randomSource(5).floats(width, 1))])
    return s.graph(shifted, s.node('QuantizeLinear', [shifted, s.floats(0.03), s.codes(120)]))
  },

  'ids of int64 that select rows of a table': () => {
    const s = new Sketch()
    const table = s.constant('uint8', [11, 6], randomSource(3).codes(66))
    const ids = s.node('Cast', [s.input('ids', 'int64', [2, 9])], { to: int(6) })
    const bounded = s.node('Min', [s.node('Max', [ids, s.integers(0)]), s.integers(10)])
    return s.graph(s.node('Gather', [table, bounded]), bounded)
  },

  'inputs of int64 and bool that are moved and cast': () => {
    const s = new Sketch()
    const [long, flag] = [s.input('long', 'int64', [3, 5]), s.input('flag', 'bool', [3, 5])]
    const low = s.node('Cast', [long], { to: int(6) })
    return s.graph(
      s.node('Transpose', [long], { perm: ints(1, 0) }),
      s.node('Cast', [low], { to: int(1) }),
      s.node('Cast', [low], { to: int(7) }),
      s.node('Cast', [long], { to: int(9) }),
      s.node('Reshape', [flag, s.longs(15)]),
      s.node('Cast', [flag], { to: int(1) }),
      s.node('Cast', [flag], { to: int(7) }),
    )
  },

  'exact ties of both signs': () => {
    const s = new Sketch()
    const x = s.input('x', 'uint8', [1, 256])
    const real = s.node('Mul', [
      s.node('Cast', [s.node('MatMulInteger', [x, identity(s, 256), s.codes(128), s.codes(0)])], { to: int(1) }),
      s.floats(0.5),
    ])
    return s.graph(s.node('QuantizeLinear', [real, s.floats(1), s.codes(128)]))
  },

  'a convolution with bias and padding, clipped at 0': () =>
    conv({ outputs: 9, groups: 1, pads: [1, 1, 1, 1], strides: [1, 1], dilations: [1, 1] }),
  'a depthwise convolution': () =>
    conv({ outputs: 6, groups: 6, pads: [1, 1, 1, 1], strides: [2, 2], dilations: [1, 1] }),
  'a depthwise convolution with a multiplier of 2': () =>
    conv({ outputs: 12, groups: 6, pads: [0, 1, 1, 0], strides: [1, 2], dilations: [1, 1] }),
  'a grouped, dilated convolution': () =>
    conv({ outputs: 8, groups: 2, pads: [2, 2, 2, 2], strides: [1, 1], dilations: [2, 2] }),

  'a residual sum': () => {
    const s = new Sketch()
    const [a, b] = [s.input('a', 'uint8', [1, 4, 5, 5]), s.input('b', 'uint8', [1, 4, 5, 5])]
    const sum = s.node('Add', [
      s.node('DequantizeLinear', [a, s.floats(0.071), s.codes(128)]),
      s.node('DequantizeLinear', [b, s.floats(0.033), s.codes(3)]),
    ])
    return s.graph(s.node('QuantizeLinear', [s.node('Div', [sum, s.floats(0.09)]), s.floats(1), s.codes(60)]))
  },

  'a table of 256 codes': () => {
    const s = new Sketch()
    const x = s.input('x', 'uint8', [1, 3, 4, 5])
    const positions = s.node('Cast', [s.node('Reshape', [x, s.longs(-1)])], { to: int(6) })
    const looked = s.node('GatherElements', [s.codes(...randomSource(3).codes(256)), positions])
    return s.graph(s.node('Reshape', [looked, s.longs(1, 3, 4, 5)]))
  },

  'a table of 256 real values': () => {
    const s = new Sketch()
    const positions = s.node('Cast', [s.node('Reshape', [s.input('x', 'uint8', [2, 9]), s.longs(-1)])], { to: int(6) })
    const random = randomSource(8)
    const table = s.constant(
      'float32',
      [256],
      Float32Array.from({ length: 256 }, () => random.real(-7, 7)),
    )
    return s.graph(s.node('Reshape', [s.node('GatherElements', [table, positions]), s.longs(2, 9)]))
  },

  'an average over windows without counted padding': () => {
    const s = new Sketch()
    const x = s.input('x', 'uint8', [1, 2, 5, 5])
    const ones = s.constant('uint8', [2, 1, 3, 3], new Uint8Array(18).fill(129))
    const sums = s.node('ConvInteger', [x, ones, s.codes(9), s.codes(128)], { group: int(2), pads: ints(1, 1, 1, 1) })
    const counts = Array.from(
      { length: 25 },
      (_, i) => (i % 5 === 0 || i % 5 === 4 ? 2 : 3) * (i < 5 || i > 19 ? 2 : 3),
    )
    const map = s.constant(
      'float32',
      [1, 1, 5, 5],
      Float32Array.from(counts, count => 1 / count),
    )
    const real = s.node('Mul', [s.node('Cast', [sums], { to: int(1) }), map])
    return s.graph(s.node('QuantizeLinear', [real, s.floats(1), s.codes(9)]))
  },

  'trees, and the place of their greatest sum': () => {
    const s = new Sketch()
    const random = randomSource(11)
    const forest = randomForest(random, {
      features: 7,
      targets: 3,
      trees: 40,
      depth: 6,
      weight: () => random.integer(-(2 ** 18), 2 ** 18) * 2 ** -20,
      threshold: () => random.pick([0, -0, 1, -1, 2 ** -149, 1.5, -(2 ** 120), random.real(-3, 3)]),
    })
    const sums = s.node('ai.onnx.ml.TreeEnsembleRegressor', [s.input('x', 'float32', [9, 7])], {
      ...forest,
      base_values: { kind: 'floats', value: [0.25, 0, -3] },
    })
    return s.graph(sums, s.node('ArgMax', [sums], { axis: int(1), keepdims: int(0) }))
  },

  'the least leaf of trees': () => {
    const s = new Sketch()
    const random = randomSource(12)
    const forest = randomForest(random, {
      features: 3,
      targets: 1,
      trees: 5,
      depth: 3,
      weight: () => Math.fround(random.real(-9, 9)),
      threshold: () => random.real(-3, 3),
    })
    const least = { ...forest, aggregate_function: string('MIN') }
    return s.graph(s.node('ai.onnx.ml.TreeEnsembleRegressor', [s.input('x', 'float32', [5, 3])], least))
  },

  'messages that meet where indices say': () => {
    const s = new Sketch()
    const codes = s.node('Cast', [s.input('x', 'uint8', [40, 6])], { to: int(6) })
    const edges = s.node('Cast', [s.input('edges', 'int64', [40, 1])], { to: int(6) })
    const bounded = s.node('Min', [s.node('Max', [edges, s.integers(0)]), s.integers(8)])
    const places = s.node('Add', [bounded, s.constant('int32', [1, 6], new Int32Array(6))])
    const start = s.constant(
      'int32',
      [9, 6],
      Int32Array.from({ length: 54 }, (_, i) => 100 * i - 2000),
    )
    return s.graph(
      ...['add', 'max', 'min'].map(reduction =>
        s.node('ScatterElements', [start, places, codes], { axis: int(0), reduction: string(reduction) }),
      ),
    )
  },

  'places of the greatest and the least code': () => {
    const s = new Sketch()
    const x = s.input('x', 'uint8', [3, 70, 2])
    const integers = s.node('Cast', [x], { to: int(6) })
    return s.graph(
      s.node('ArgMax', [x], { axis: int(1) }),
      s.node('ArgMin', [integers], { axis: int(-1), keepdims: int(0) }),
      s.node('ArgMax', [integers], { axis: int(0), select_last_index: int(0) }),
    )
  },

  'a softmax of logits by a table': () => {
    const s = new Sketch()
    const clipped = s.node('Clip', [
      dense(s, s.input('x', 'uint8', [1, 30]), 0, 10),
      s.floats(-(2 ** 21)),
      s.floats(2 ** 21),
    ])
    const steps = s.node('Cast', [s.node('Round', [clipped])], { to: int(6) })
    const differences = s.node('Sub', [steps, s.node('ReduceMax', [steps, s.longs(1)])])
    const index = s.node('Add', [s.node('Max', [differences, s.integers(-99)]), s.integers(99)])
    const looked = s.node('Gather', [
      s.integers(...Array.from({ length: 100 }, (_, i) => Math.round(1.2 ** i) + 1)),
      index,
    ])
    const sum = s.node('ReduceSum', [looked, s.longs(1)])
    return s.graph(s.node('Div', [s.node('Cast', [looked], { to: int(1) }), s.node('Cast', [sum], { to: int(1) })]))
  },

  'two 8-bit planes of a 16-bit activation, summed in int64': () => {
    const s = new Sketch()
    const plane = (name: string) => {
      const weights = s.constant('uint8', [64, 8], randomSource(4).codes(512))
      const sums = s.node('MatMulInteger', [s.input(name, 'uint8', [1, 64]), weights, s.codes(0), s.codes(128)])
      return s.node('Cast', [sums], { to: int(7) })
    }
    const high = s.node('Mul', [plane('high'), s.constant('int64', [], BigInt64Array.of(256n))])
    return s.graph(s.node('Cast', [s.node('Add', [high, plane('low')])], { to: int(1) }))
  },

  'the greatest of integers in strided slices, and codes in a strided slice': () => {
    const s = new Sketch()
    const slice = (x: Value, start: number) => s.node('Slice', [x, s.longs(start), s.longs(8), s.longs(1), s.longs(2)])
    const codes = s.input('x', 'uint8', [2, 8])
    const integers = s.node('Cast', [codes], { to: int(6) })
    const greatest = s.node('Max', [slice(integers, 0), slice(integers, 1)])
    return s.graph(s.node('Sub', [greatest, s.node('Cast', [slice(codes, 1)], { to: int(6) })]))
  },

  'codes of 16 bits, made of reals, split in two planes, multiplied, coded again and decoded': () => {
    const s = new Sketch()
    const whole = (value: number) => s.constant('int32', [], Int32Array.of(value))
    const encode = (steps: Value, zeroPoint: number) => {
      const near = s.node('Clip', [steps, s.floats(-131_072), s.floats(131_072)])
      const rounded = s.node('Cast', [s.node('Round', [near])], { to: int(6) })
      return s.node('Clip', [s.node('Add', [rounded, whole(zeroPoint)]), whole(0), whole(65_535)])
    }
    const weights = s.constant('uint8', [64, 8], randomSource(4).codes(512))
    const sums = (part: Value, zeroPoint: number) => {
      const codes = s.node('Cast', [part], { to: int(2) })
      return s.node('Cast', [s.node('MatMulInteger', [codes, weights, s.codes(zeroPoint), s.codes(128)])], {
        to: int(7),
      })
    }
    const x = s.node('Clip', [s.input('x', 'float32', [1, 64]), s.floats(-8), s.floats(8)])
    const code = encode(s.node('Div', [x, s.floats(0.0002)]), 30_000)
    const high = sums(s.node('Div', [code, whole(256)]), 30_000 >> 8)
    const low = sums(s.node('Mod', [code, whole(256)]), 30_000 & 255)
    const products = s.node('Add', [s.node('Mul', [high, s.constant('int64', [], BigInt64Array.of(256n))]), low])
    const next = encode(s.node('Mul', [s.node('Cast', [products], { to: int(1) }), s.floats(0.0001)]), 20_000)
    const steps = s.node('Cast', [s.node('Sub', [next, whole(20_000)])], { to: int(1) })
    return s.graph(s.node('Mul', [steps, s.floats(0.0003)]))
  },
} as const satisfies Readonly<Record<string, () => Graph>>

function dense(s: Sketch, x: Value, zeroPoint: number, columns: number): Value {
  const depth = x.shape[1]!
  const random = randomSource(columns)
  const weights = s.constant('uint8', [depth, columns], random.codes(depth * columns))
  const bias = s.constant(
    'int32',
    [columns],
    Int32Array.from({ length: columns }, () => random.integer(-90_000, 90_000)),
  )
  const multipliers = s.constant(
    'float32',
    [columns],
    Float32Array.from({ length: columns }, () => random.real(1e-4, 2e-3)),
  )
  const sums = s.node('Add', [s.node('MatMulInteger', [x, weights, s.codes(zeroPoint), s.codes(128)]), bias])
  return s.node('Mul', [s.node('Cast', [sums], { to: int(1) }), multipliers])
}

function conv(at: {
  readonly outputs: number
  readonly groups: number
  readonly pads: readonly number[]
  readonly strides: readonly number[]
  readonly dilations: readonly number[]
}): Graph {
  const s = new Sketch()
  const random = randomSource(at.outputs)
  const weightShape = [at.outputs, 6 / at.groups, 3, 3]
  const weights = s.constant('uint8', weightShape, random.codes(weightShape.reduce((a, b) => a * b)))
  const scales = s.constant(
    'float32',
    [at.outputs],
    Float32Array.from({ length: at.outputs }, () => random.real(1e-4, 1e-2)),
  )
  const bias = s.constant(
    'int32',
    [at.outputs],
    Int32Array.from({ length: at.outputs }, () => random.integer(-50_000, 50_000)),
  )
  return s.graph(
    s.node(
      'QLinearConv',
      [
        s.input('x', 'uint8', [1, 6, 9, 9]),
        s.floats(0.03),
        s.codes(77),
        weights,
        scales,
        s.codes(128),
        s.floats(0.4),
        s.codes(0),
        bias,
      ],
      { group: int(at.groups), pads: ints(...at.pads), strides: ints(...at.strides), dilations: ints(...at.dilations) },
    ),
  )
}

function identity(s: Sketch, size: number): Value {
  return s.constant(
    'uint8',
    [size, size],
    Uint8Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0)),
  )
}
