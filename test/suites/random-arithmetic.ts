import type { Graph } from '../../models/graph/index.ts'
import { int, ints, Sketch, type Value } from '../models/sketch.ts'
import { type RandomSource, randomSource } from './random-source.ts'

/**
 * A random graph of elementwise operators on integers and binary32 values, in any order. Many leave the exact profile;
 * those that are admitted must give the same bits everywhere, whatever an optimiser makes of them.
 */
export function randomArithmetic(seed: number): Graph {
  const random = randomSource(seed)
  const sketch = new Sketch(random.pick([18, 21]))
  const width = random.integer(1, 20)
  const values: Value[] = [
    sketch.input('codes', 'uint8', [2, width]),
    sketch.node('QuantizeLinear', [sketch.input('reals', 'float32', [2, width]), sketch.floats(0.1), sketch.codes(7)]),
    sketch.node('MatMulInteger', [
      sketch.input('others', 'uint8', [2, width]),
      sketch.constant('uint8', [width, width], random.codes(width * width)),
      sketch.codes(random.integer(0, 255)),
      sketch.codes(128),
    ]),
  ]
  for (let nodes = random.integer(3, 12); nodes > 0; nodes--) {
    const next = random.pick(steps)(sketch, random, random.pick(values), values)
    if (next !== undefined) values.push(next)
  }
  return sketch.graph(...values.slice(3).slice(-3), values[2]!)
}

/** Appends a node that the value suits, or none. */
type Step = (sketch: Sketch, random: RandomSource, value: Value, values: readonly Value[]) => Value | undefined

const steps: readonly Step[] = [
  (sketch, random, value) =>
    value.elementType === 'uint8'
      ? sketch.node('DequantizeLinear', [
          value,
          sketch.floats(random.pick([0.5, 0.03, 1, 2])),
          sketch.codes(random.pick([0, 128, 3])),
        ])
      : undefined,
  (sketch, random, value) =>
    value.elementType === 'float32'
      ? sketch.node('QuantizeLinear', [
          value,
          sketch.floats(random.pick([1, 0.25, 0.03])),
          sketch.codes(random.pick([0, 128, 3])),
        ])
      : undefined,
  (sketch, random, value) => {
    const targets = { uint8: [1, 6, 7], int32: [1, 7], int64: [1], float32: [] }[value.elementType as 'uint8'] ?? []
    return targets.length > 0 ? sketch.node('Cast', [value], { to: int(random.pick(targets)) }) : undefined
  },
  (sketch, _, value) =>
    value.elementType === 'float32'
      ? sketch.node(
          'Cast',
          [sketch.node('Round', [sketch.node('Clip', [value, sketch.floats(-999), sketch.floats(999)])])],
          {
            to: int(6),
          },
        )
      : undefined,
  (sketch, random, value) => {
    if (value.elementType === 'uint8') return undefined
    const constant = random.integer(0, 4) === 0 ? oneOf(sketch, value) : constantOf(sketch, random, value)
    const operands = random.integer(0, 3) === 0 ? [constant, value] : [value, constant]
    return sketch.node(random.pick(['Add', 'Sub', 'Mul', 'Div']), operands)
  },
  (sketch, random, value, values) => {
    if (value.elementType === 'uint8') return undefined
    const other = random.pick(values.filter(({ elementType }) => elementType === value.elementType))
    return sketch.node(random.pick(['Add', 'Sub', 'Mul']), [value, other])
  },
  (sketch, random, value) =>
    value.elementType === 'float32'
      ? undefined
      : sketch.node(random.pick(['Max', 'Min']), [value, constantOf(sketch, random, value)]),
  (sketch, random, value) => {
    const [least, greatest] = [constantOf(sketch, random, value), constantOf(sketch, random, value)]
    return least.shape.length === 0 && greatest.shape.length === 0
      ? sketch.node('Clip', [value, least, greatest])
      : undefined
  },
  (sketch, random, value) => random.pick(idleSteps)(sketch, value),
  (sketch, random, value) => random.pick(idleSteps)(sketch, value),
  (sketch, random, value) =>
    value.elementType === 'float32'
      ? sketch.node('QuantizeLinear', [
          random.pick(idleSteps)(sketch, sketch.node('Div', [value, sketch.floats(random.pick([0.5, 0.03, 1]))])),
          sketch.floats(1),
          sketch.codes(3),
        ])
      : undefined,
  (sketch, random, value, values) => {
    const codes = values.filter(other => other.elementType === 'uint8' && String(other.shape) === String(value.shape))
    return codes.length > 1 ? requantizedPair(sketch, random, random.pick(codes), random.pick(codes)) : undefined
  },
]

type IdleStep = (sketch: Sketch, value: Value) => Value

/** Nodes that move a value's elements, or do nothing, which optimisers remove or swap with others. */
const idleSteps: readonly IdleStep[] = [
  (sketch, value) => sketch.node('Identity', [value]),
  (sketch, value) =>
    value.shape.length === 2
      ? sketch.node('Transpose', [value], { perm: ints(0, 1) })
      : sketch.node('Identity', [value]),
  (sketch, value) => sketch.node('Reshape', [value, sketch.longs(...value.shape)]),
  (sketch, value) => sketch.node('Squeeze', [sketch.node('Unsqueeze', [value, sketch.longs(0)]), sketch.longs(0)]),
  (sketch, value) => sketch.node('Slice', [value, sketch.longs(0), sketch.longs(1000)]),
  (sketch, value) => sketch.node('Concat', [value], { axis: int(0) }),
  (sketch, value) => sketch.node('Cast', [value], { to: int(elementNumbers[value.elementType as 'uint8']) }),
  (sketch, value) => (value.elementType === 'uint8' ? value : sketch.node('Mul', [value, oneOf(sketch, value)])),
  (sketch, value) => (value.elementType === 'uint8' ? value : sketch.node('Div', [value, oneOf(sketch, value)])),
  (sketch, value) => (value.elementType === 'float32' ? sketch.node('Sub', [value, sketch.floats(0)]) : value),
]

const elementNumbers = { uint8: 2, int32: 6, int64: 7, float32: 1 } as const

function oneOf(sketch: Sketch, { elementType }: Value): Value {
  if (elementType === 'int64') return sketch.constant('int64', [], BigInt64Array.of(1n))
  return elementType === 'int32' ? sketch.integers(1) : sketch.floats(1)
}

/** The sum or product of two coded values, coded again: what optimisers fuse unless a division stands between. */
function requantizedPair(sketch: Sketch, random: RandomSource, a: Value, b: Value): Value {
  const passed = (value: Value): Value => (random.integer(0, 3) === 0 ? random.pick(idleSteps)(sketch, value) : value)
  const real = (value: Value): Value =>
    passed(
      sketch.node('DequantizeLinear', [
        passed(value),
        sketch.floats(random.real(0.004, 1)),
        sketch.codes(random.integer(0, 255)),
      ]),
    )
  const combined = passed(sketch.node(random.pick(['Add', 'Mul']), [real(a), real(b)]))
  const divisor = sketch.floats(random.pick([1, 0.5, random.real(0.1, 2)]))
  const divided = random.integer(0, 2) === 0 ? combined : passed(sketch.node('Div', [combined, divisor]))
  return sketch.node('QuantizeLinear', [
    divided,
    sketch.floats(random.pick([1, 2, random.real(0.01, 2)])),
    sketch.codes(random.integer(0, 255)),
  ])
}

function constantOf(sketch: Sketch, random: RandomSource, { elementType, shape }: Value): Value {
  const number = (): number =>
    random.pick([1, 2, 3, 255, random.integer(1, 100), random.integer(1, 100), random.integer(-100, 0)])
  const count = random.integer(0, 1) === 0 ? undefined : shape.at(-1)!
  const numbers = Array.from({ length: count ?? 1 }, number)
  const constantShape = count === undefined ? [] : [count]
  if (elementType === 'uint8') return sketch.constant('uint8', constantShape, Uint8Array.from(numbers, Math.abs))
  if (elementType === 'int32') return sketch.constant('int32', constantShape, Int32Array.from(numbers))
  if (elementType === 'int64') return sketch.constant('int64', constantShape, BigInt64Array.from(numbers, BigInt))
  return sketch.constant(
    'float32',
    constantShape,
    Float32Array.from(numbers, value => value * random.pick([1, 0.37, 1e-3])),
  )
}
