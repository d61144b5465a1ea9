import type { Graph } from '../../models/graph/index.ts'
import { elementCount } from '../../models/tensor/index.ts'
import { int, ints, Sketch, type Value } from '../models/sketch.ts'
import { type RandomSource, randomSource } from './random-source.ts'

/**
 * A random graph of one operator at the edges of what it takes: odd shapes, wide strides and pads, bounds beyond the axes.
 * Many are refused; those that are admitted must load and run everywhere.
 */
export function randomNode(seed: number): Graph {
  const random = randomSource(seed)
  const sketch = new Sketch(random.pick([18, 19, 20, 21]))
  return sketch.graph(
    random.pick([convolution, convolution, pool, product, product, movement, movement])(sketch, random),
  )
}

function convolution(sketch: Sketch, random: RandomSource): Value {
  const [groups, groupInputs, groupOutputs] = [
    random.pick([1, 1, 2, 3, 8]),
    random.pick([1, 2, 5, 16]),
    random.pick([1, 2, 3, 17]),
  ]
  const outputs = groups * groupOutputs
  const spatial = spatialShape(random)
  const kernel = spatial.map(() => random.integer(1, 5))
  const weightShape = [outputs, groupInputs, ...kernel]
  const input = sketch.input('x', 'uint8', [random.integer(1, 2), groups * groupInputs, ...spatial])
  const weights = sketch.constant('uint8', weightShape, random.codes(elementCount(weightShape)))
  const attributes = { group: int(groups), ...windowAttributes(random, kernel) }
  if (random.integer(0, 1) === 0)
    return sketch.node(
      'ConvInteger',
      [input, weights, zeroPoint(sketch, random), zeroPoint(sketch, random)],
      attributes,
    )
  const bias = sketch.constant(
    'int32',
    [outputs],
    Int32Array.from({ length: outputs }, () => random.integer(-1e6, 1e6)),
  )
  return sketch.node(
    'QLinearConv',
    [
      input,
      sketch.floats(random.real(1e-3, 1)),
      zeroPoint(sketch, random),
      weights,
      scales(sketch, random, random.pick([1, outputs])),
      zeroPoint(sketch, random),
      sketch.floats(random.real(0.01, 2)),
      zeroPoint(sketch, random),
      ...(random.integer(0, 1) === 0 ? [] : [bias]),
    ],
    attributes,
  )
}

function pool(sketch: Sketch, random: RandomSource): Value {
  const spatial = spatialShape(random)
  const kernel = spatial.map(() => random.integer(1, 6))
  const input = sketch.input('x', 'uint8', [random.integer(1, 2), random.integer(1, 20), ...spatial])
  return sketch.node('MaxPool', [input], { kernel_shape: ints(...kernel), ...windowAttributes(random, kernel) })
}

function product(sketch: Sketch, random: RandomSource): Value {
  const [m, k, n] = [random.integer(1, 9), random.pick([1, 2, 7, 64, 515, 4096]), random.integer(1, 40)]
  const stack = (): readonly number[] => random.pick([[], [], [1], [2], [3, 1], [2, 3]])
  const aShape = random.integer(0, 5) === 0 ? [k] : [...stack(), m, k]
  const bShape = random.integer(0, 5) === 0 ? [k] : [...stack(), k, n]
  const a = sketch.input('a', 'uint8', aShape)
  const b =
    random.integer(0, 3) === 0
      ? sketch.input('b', 'uint8', bShape)
      : sketch.constant('uint8', bShape, random.codes(elementCount(bShape)))
  if (random.integer(0, 1) === 0)
    return sketch.node('MatMulInteger', [a, b, zeroPoint(sketch, random), zeroPoint(sketch, random)])
  return sketch.node('QLinearMatMul', [
    a,
    sketch.floats(random.real(1e-3, 1)),
    zeroPoint(sketch, random),
    b,
    scales(sketch, random, random.pick([1, n])),
    zeroPoint(sketch, random),
    sketch.floats(random.real(0.01, 2)),
    zeroPoint(sketch, random),
  ])
}

const castTargets = { uint8: 2, int32: 6, int64: 7, float32: 1 } as const

function movement(sketch: Sketch, random: RandomSource): Value {
  const shape = Array.from({ length: random.integer(1, 4) }, () => random.integer(1, 5))
  const elementType = random.pick(['uint8', 'int32', 'int64', 'float32'] as const)
  const codes = sketch.input('x', 'uint8', shape)
  const value = elementType === 'uint8' ? codes : sketch.node('Cast', [codes], { to: int(castTargets[elementType]) })
  const axis = (): number => random.integer(-shape.length, shape.length - 1)
  const axes = (): Value => sketch.longs(...Array.from({ length: random.integer(0, shape.length) }, axis))
  const bound = (): number =>
    random.pick([0, 1, -1, 2, -2, 3, 100, -100, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, 1 - 2 ** 53])
  const flags = () => ({ keepdims: int(random.integer(0, 1)), noop_with_empty_axes: int(random.integer(0, 1)) })
  const list = (length: number, element: () => number): Value => sketch.longs(...Array.from({ length }, element))
  const movements: readonly (() => Value)[] = [
    () =>
      sketch.node(
        random.pick(['ReduceSum', 'ReduceMax']),
        random.integer(0, 3) === 0 ? [value] : [value, axes()],
        flags(),
      ),
    () => sketch.node('Slice', [value, list(1, bound), list(1, bound), list(1, axis), list(1, bound)]),
    () => sketch.node('Slice', [value, list(2, bound), list(2, bound), list(2, axis)]),
    () => sketch.node('Slice', [value, list(1, bound), list(1, bound)]),
    () => sketch.node('Gather', [value, sketch.longs(random.integer(0, 3))], { axis: int(axis()) }),
    () =>
      sketch.node('Reshape', [
        value,
        list(random.integer(0, 4), () => random.pick([0, 1, -1, 2, elementCount(shape), ...shape])),
      ]),
    () => sketch.node('Flatten', [value], { axis: int(random.integer(-5, 5)) }),
    () => sketch.node('Squeeze', random.integer(0, 2) === 0 ? [value] : [value, axes()]),
    () => sketch.node('Unsqueeze', [value, list(random.integer(1, 3), () => random.integer(-5, 5))]),
    () =>
      sketch.node(
        'Concat',
        Array.from({ length: random.integer(1, 5) }, () => value),
        { axis: int(axis()) },
      ),
    () =>
      sketch.node('Transpose', [value], {
        perm: ints(...shape.map((_, i) => (3 * i + random.integer(0, 3)) % shape.length)),
      }),
    () => sketch.node(random.pick(['Add', 'Sub', 'Mul', 'Max', 'Min']), [value, sketch.node('Transpose', [value])]),
    () =>
      sketch.node(
        random.pick(['Max', 'Min']),
        Array.from({ length: random.integer(1, 4) }, () => value),
      ),
    () => gatherElements(sketch, random, value, random.integer(0, shape.length - 1)),
  ]
  return random.pick(movements)()
}

function gatherElements(sketch: Sketch, random: RandomSource, value: Value, axis: number): Value {
  const shape = (value.shape as number[]).with(axis, random.integer(1, 7))
  const indices = Int32Array.from({ length: elementCount(shape) }, () => random.integer(0, value.shape[axis]! - 1))
  return sketch.node('GatherElements', [value, sketch.constant('int32', shape, indices)], {
    axis: int(random.pick([axis, axis - shape.length])),
  })
}

function spatialShape(random: RandomSource): readonly number[] {
  return Array.from({ length: random.pick([1, 2, 2]) }, () => random.integer(1, 14))
}

function windowAttributes(random: RandomSource, kernel: readonly number[]) {
  return {
    strides: ints(...kernel.map(() => random.integer(1, 4))),
    dilations: ints(...kernel.map(() => random.pick([1, 1, 2, 3]))),
    pads: ints(...[...kernel, ...kernel].map(size => random.integer(0, Math.max(1, size - 1)))),
  }
}

function zeroPoint(sketch: Sketch, random: RandomSource): Value {
  return sketch.codes(random.pick([0, 128, 255, random.integer(0, 255)]))
}

function scales(sketch: Sketch, random: RandomSource, count: number): Value {
  return sketch.floats(...Array.from({ length: count }, () => random.real(1e-4, 0.1)))
}
