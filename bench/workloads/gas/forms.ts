import { type Attribute, buildGraph, type Graph, type GraphBuilder, type Shape } from '../../../models/index.ts'
import { seededRandom } from '../../seeded-random.ts'

const zeroPoint = 128
/** Standard deviation of uniform codes around {@link zeroPoint}. */
const codeDeviation = 74

/** A fully connected layer of codes [m, k] by constant weights [k, n], with its bias, back to codes. */
export function fullyConnected(m: number, k: number, n: number): Graph {
  return overCodes([[m, k]], (builder, [x]) => {
    const random = seededRandom(k * n)
    const products = builder.node('MatMulInteger', 'products', [
      x!,
      builder.constant('weights', 'uint8', randomCodes(k * n, random), [k, n]),
      builder.scalar('input_zero_point', 'uint8', zeroPoint),
      builder.scalar('weight_zero_point', 'uint8', zeroPoint),
    ])
    const biases = builder.constant(
      'bias',
      'int32',
      Int32Array.from({ length: n }, () => (random() % 2_000) - 1_000),
    )
    const sums = builder.node('Add', 'sums', [products, biases])
    const real = builder.node('Cast', 'real', [sums], { to: { kind: 'int', value: 1n } })
    const multiplier = Math.fround(1 / (Math.sqrt(k) * codeDeviation))
    const multipliers = builder.constant('multipliers', 'float32', new Float32Array(n).fill(multiplier))
    const steps = builder.node('Mul', 'steps', [real, multipliers])
    return encode(builder, steps)
  })
}

/** A matrix product of codes [m, k] by constant weights [k, n] in one node. */
export function matrixProduct(m: number, k: number, n: number): Graph {
  return overCodes([[m, k]], (builder, [x]) => {
    const weights = builder.constant('weights', 'uint8', randomCodes(k * n, seededRandom(k + n)), [k, n])
    return builder.node('QLinearMatMul', 'codes', [
      x!,
      ...coding(builder, 'input', 1),
      weights,
      ...coding(builder, 'weight', 1),
      ...coding(builder, 'output', Math.sqrt(k) * codeDeviation),
    ])
  })
}

export interface ConvolutionSizes {
  readonly channels: number
  /** Height and width. */
  readonly size: number
  readonly outputChannels: number
  readonly kernel: number
  readonly stride?: number
  readonly groups?: number
}

/** A convolution of codes, padded so that stride 1 keeps the size, with its bias. */
export function convolution({
  channels,
  size,
  outputChannels,
  kernel,
  stride = 1,
  groups = 1,
}: ConvolutionSizes): Graph {
  return overCodes([[1, channels, size, size]], (builder, [x]) => {
    const depth = (channels / groups) * kernel * kernel
    const weightShape = [outputChannels, channels / groups, kernel, kernel]
    const random = seededRandom(depth * outputChannels)
    const pad = (kernel - 1) >> 1
    return builder.node(
      'QLinearConv',
      'codes',
      [
        x!,
        ...coding(builder, 'input', 1),
        builder.constant('weights', 'uint8', randomCodes(depth * outputChannels, random), weightShape),
        builder.constant('weight_scales', 'float32', new Float32Array(outputChannels).fill(1)),
        builder.scalar('weight_zero_point', 'uint8', zeroPoint),
        ...coding(builder, 'output', Math.sqrt(depth) * codeDeviation),
        builder.constant(
          'bias',
          'int32',
          Int32Array.from({ length: outputChannels }, () => random() % 1_000),
        ),
      ],
      {
        kernel_shape: ints(kernel, kernel),
        strides: ints(stride, stride),
        pads: ints(pad, pad, pad, pad),
        group: { kind: 'int', value: BigInt(groups) },
      },
    )
  })
}

/** The sum of two tensors of codes. */
export function residualAdd(shape: Shape): Graph {
  return overCodes([shape, shape], (builder, inputs) => {
    const decoded = inputs.map((input, i) =>
      builder.node('DequantizeLinear', `decoded_${i}`, [input, ...coding(builder, `input_${i}`, 0.5 + i / 4)]),
    )
    const sum = builder.node('Add', 'sum', decoded)
    return encode(builder, builder.node('Div', 'steps', [sum, builder.scalar('output_scale', 'float32', 1.5)]))
  })
}

/** Real numbers to codes. */
export function entrance(length: number): Graph {
  const builder = buildGraph(
    'entrance',
    [{ name: 'x', elementType: 'float32', dims: [length] }],
    [{ name: 'y', elementType: 'uint8', dims: [length] }],
  )
  return builder.build([builder.node('QuantizeLinear', 'codes', ['x', ...coding(builder, 'output', 0.01)])])
}

/** Codes to real numbers. */
export function exit(length: number): Graph {
  const builder = buildGraph(
    'exit',
    [{ name: 'x', elementType: 'uint8', dims: [length] }],
    [{ name: 'y', elementType: 'float32', dims: [length] }],
  )
  return builder.build([builder.node('DequantizeLinear', 'values', ['x', ...coding(builder, 'input', 0.01)])])
}

/** The greater of each code and a constant, `count` times one after the other. */
export function clipChain(shape: Shape, count: number): Graph {
  return overCodes([shape], (builder, [x]) => {
    let codes = x!
    for (let i = 0; i < count; i++)
      codes = builder.node('Clip', `clipped_${i}`, [codes, builder.scalar(`floor_${i}`, 'uint8', i)])
    return codes
  })
}

/** The maximum over windows of `kernel` by `kernel` codes. */
export function maxPool(channels: number, size: number, kernel: number, stride: number): Graph {
  return overCodes([[1, channels, size, size]], (builder, [x]) =>
    builder.node('MaxPool', 'codes', [x!], { kernel_shape: ints(kernel, kernel), strides: ints(stride, stride) }),
  )
}

/** A table of 256 entries, looked up for each of `length` codes. */
export function tableLookup(length: number): Graph {
  return overCodes([[length]], (builder, [x]) => {
    const indices = builder.node('Cast', 'indices', [x!], { to: { kind: 'int', value: 6n } })
    const table = builder.constant('table', 'uint8', randomCodes(256, seededRandom(length)))
    return builder.node('Gather', 'codes', [table, indices])
  })
}

/** Codes with their last two axes exchanged. */
export function transpose(shape: Shape): Graph {
  const axes = shape.map((_, axis) => axis)
  const perm = ints(...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!)
  return overCodes([shape], (builder, [x]) => builder.node('Transpose', 'codes', [x!], { perm }))
}

/** Two tensors of codes, one after the other along `axis`. */
export function concat(shape: Shape, axis: number): Graph {
  return overCodes([shape, shape], (builder, inputs) =>
    builder.node('Concat', 'codes', inputs, { axis: { kind: 'int', value: BigInt(axis) } }),
  )
}

/** The same codes in another shape. */
export function reshape(shape: Shape, outputShape: Shape): Graph {
  return overCodes([shape], (builder, [x]) =>
    builder.node('Reshape', 'codes', [x!, builder.constant('shape', 'int64', BigInt64Array.from(outputShape, BigInt))]),
  )
}

/** The middle half of the last axis. */
export function slice(shape: Shape): Graph {
  const [axis, length] = [shape.length - 1, shape.at(-1)!]
  const bound = (name: string, value: number) => [name, BigInt64Array.of(BigInt(value))] as const
  return overCodes([shape], (builder, [x]) =>
    builder.node('Slice', 'codes', [
      x!,
      ...[bound('starts', length >> 2), bound('ends', length - (length >> 2)), bound('axes', axis)].map(
        ([name, value]) => builder.constant(name, 'int64', value),
      ),
    ]),
  )
}

/** A float graph that is a softmax over the last axis and nothing else: the quantizer writes its form. */
export function floatSoftmax(rows: number, length: number): Graph {
  const declaration = (name: string) => ({ name, elementType: 'float32' as const, dims: [rows, length] })
  const builder = buildGraph('softmax', [declaration('logits')], [declaration('shares')])
  return builder.build([builder.node('Softmax', 'softmax', ['logits'], { axis: { kind: 'int', value: -1n } })])
}

/** A graph from tensors of codes to one tensor of codes. */
function overCodes(
  shapes: readonly Shape[],
  write: (builder: GraphBuilder, inputs: readonly string[]) => string,
): Graph {
  const inputs = shapes.map((dims, i) => ({ name: `x${i}`, elementType: 'uint8' as const, dims }))
  const builder = buildGraph('subject', inputs, [{ name: 'y', elementType: 'uint8', dims: undefined }])
  return builder.build([
    write(
      builder,
      inputs.map(({ name }) => name),
    ),
  ])
}

function encode(builder: GraphBuilder, steps: string): string {
  const [one, zero] = [builder.scalar('one', 'float32', 1), builder.scalar('zero_point', 'uint8', zeroPoint)]
  return builder.node('QuantizeLinear', 'codes', [steps, one, zero])
}

function coding(builder: GraphBuilder, name: string, scale: number): readonly [scale: string, zeroPoint: string] {
  return [builder.scalar(`${name}_scale`, 'float32', scale), builder.scalar(`${name}_zero_point`, 'uint8', zeroPoint)]
}

function ints(...values: readonly number[]): Attribute {
  return { kind: 'ints', value: values.map(BigInt) }
}

/** Codes from 1 to 255: weights are symmetric around the zero point. */
function randomCodes(length: number, random: () => number): Uint8Array {
  return Uint8Array.from({ length }, () => 1 + (random() % 255))
}
