import { createTensor, type Shape, type Tensor } from '../../../../../models/index.ts'
import { createRandom, randomTensor } from '../../float-models.ts'
import { type RewriteCase, rewriteSuite } from './rewrite-suite.ts'

const random = createRandom(31)
const positive = (...shape: number[]): Tensor => {
  const { data } = randomTensor(random, shape)
  return createTensor(
    'float32',
    shape,
    data.map(value => 0.5 + Math.abs(value)),
  )
}
const normalization = {
  scale: positive(3),
  shift: randomTensor(random, [3]),
  mean: randomTensor(random, [3]),
  variance: positive(3),
}
const statistics = ['scale', 'shift', 'mean', 'variance']
const sizes = (...values: number[]) => createTensor('int64', [values.length], BigInt64Array.from(values, BigInt))

const image: Shape = [1, 3, 6, 5]

/** Models whose operators are put in terms of others; `x` is an image. */
const cases: Readonly<Record<string, RewriteCase>> = {
  'BatchNormalization after a convolution': {
    outputs: { y: image },
    constants: { w: randomTensor(random, [3, 3, 1, 1]), ...normalization },
    nodes: [
      ['Conv', ['x', 'w'], 'c'],
      ['BatchNormalization', ['c', ...statistics], 'b'],
      ['Relu', ['b'], 'y'],
    ],
    has: ['ConvInteger'],
    lacks: ['DequantizeLinear'],
  },
  'BatchNormalization before a convolution, after what others read': {
    outputs: { y: image, p: image },
    constants: { w: randomTensor(random, [3, 3, 1, 1]), ...normalization },
    nodes: [
      ['Sigmoid', ['x'], 'p'],
      ['BatchNormalization', ['p', ...statistics], 'b'],
      ['Relu', ['b'], 'r'],
      ['Conv', ['r', 'w'], 'y'],
    ],
    has: ['QLinearConv'],
  },
  'BatchNormalization of a model’s own input': {
    outputs: { y: image },
    constants: normalization,
    nodes: [
      ['BatchNormalization', ['x', ...statistics], 'b'],
      ['Tanh', ['b'], 'y'],
    ],
    has: ['Mul', 'Add'],
  },
  'BatchNormalization of rows': {
    outputs: { y: [1, 3] },
    constants: { w: randomTensor(random, [90, 3]), ...normalization },
    nodes: [
      ['Flatten', ['x'], 'f'],
      ['Gemm', ['f', 'w'], 'g'],
      ['Tanh', ['g'], 't'],
      ['BatchNormalization', ['t', ...statistics], 'y'],
    ],
    has: ['ConvInteger'],
  },
  'padding before a convolution': {
    outputs: { y: [1, 2, 6, 6] },
    constants: { w: randomTensor(random, [2, 3, 3, 3]), pads: sizes(0, 0, 1, 2, 0, 0, 1, 1) },
    nodes: [
      ['Pad', ['x', 'pads'], 'p'],
      ['Conv', ['p', 'w'], 'y'],
    ],
    has: ['ConvInteger'],
    lacks: ['Concat'],
  },
  'padding below all numbers before a pool': {
    outputs: { y: [1, 3, 3, 3] },
    constants: {
      pads: sizes(0, 0, 0, 0, 0, 0, 1, 1),
      least: createTensor('float32', [], Float32Array.of(-3.4028234e38)),
    },
    nodes: [
      ['Pad', ['x', 'pads', 'least'], 'p'],
      ['MaxPool', ['p'], 'y', { kernel_shape: [2, 2], strides: [2, 2], auto_pad: 'VALID' }],
    ],
    has: ['MaxPool'],
    lacks: ['Concat'],
  },
  'padding with a number': {
    outputs: { y: [1, 3, 9, 6] },
    constants: { pads: sizes(0, 0, 1, 2, 0, 0, 2, -1), half: createTensor('float32', [], Float32Array.of(0.5)) },
    nodes: [
      ['Tanh', ['x'], 't'],
      ['Pad', ['t', 'pads', 'half'], 'p'],
      ['Sigmoid', ['p'], 'y'],
    ],
    has: ['Concat', 'Slice'],
  },
  'padding by reflection': {
    outputs: { y: [1, 3, 11, 7] },
    constants: { pads: sizes(0, 0, 3, 2, 0, 0, 2, 0) },
    nodes: [
      ['Tanh', ['x'], 't'],
      ['Pad', ['t', 'pads'], 'y', { mode: 'reflect' }],
    ],
    has: ['Gather'],
    lacks: ['Concat'],
  },
  'parts of several scales': {
    outputs: { y: [1, 9, 6, 5] },
    constants: { w: randomTensor(random, [3, 3, 1, 1]), big: randomTensor(random, [3, 3, 1, 1], 4) },
    nodes: [
      ['Conv', ['x', 'w'], 'a'],
      ['Relu', ['a'], 'b'],
      ['Conv', ['x', 'big'], 'c'],
      ['Concat', ['b', 'c', 'x'], 'd', { axis: 1 }],
      ['LeakyRelu', ['d'], 'y'],
    ],
    has: ['Concat', 'QLinearConv', 'GatherElements'],
    lacks: ['DequantizeLinear'],
  },
  'nearest neighbours': {
    outputs: { y: [1, 3, 12, 7] },
    constants: { roi: createTensor('float32', [0], new Float32Array(0)), sizes: sizes(1, 3, 12, 7) },
    nodes: [
      ['Tanh', ['x'], 't'],
      ['Resize', ['t', 'roi', 'roi', 'sizes'], 'y', { mode: 'nearest', coordinate_transformation_mode: 'asymmetric' }],
    ],
    has: ['Gather'],
    lacks: ['Mul'],
  },
  'linear interpolation': {
    outputs: { y: [1, 3, 12, 10] },
    constants: { scales: createTensor('float32', [4], Float32Array.of(1, 1, 2, 2)) },
    nodes: [
      ['Tanh', ['x'], 't'],
      ['Resize', ['t', '', 'scales'], 'r', { mode: 'linear' }],
      ['Sigmoid', ['r'], 'y'],
    ],
    has: ['Gather', 'Mul', 'Add'],
  },
  'cubic interpolation': {
    outputs: { y: [1, 3, 8, 5] },
    constants: { sizes: sizes(1, 3, 8, 5) },
    nodes: [
      ['Resize', ['x', '', '', 'sizes'], 'y', { mode: 'cubic', coordinate_transformation_mode: 'align_corners' }],
    ],
    has: ['Gather', 'Mul'],
  },
  'depth to space and back': {
    outputs: { y: [1, 3, 12, 10], z: [1, 12, 6, 5] },
    constants: { w: randomTensor(random, [12, 3, 1, 1]) },
    nodes: [
      ['Conv', ['x', 'w'], 'c'],
      ['DepthToSpace', ['c'], 'y', { blocksize: 2, mode: 'CRD' }],
      ['SpaceToDepth', ['y'], 'z', { blocksize: 2 }],
    ],
    has: ['Transpose'],
  },
  'a transposed convolution, with normalisation and Relu': {
    outputs: { y: [1, 3, 14, 9] },
    constants: { w: randomTensor(random, [3, 3, 4, 3]), ...normalization },
    nodes: [
      ['ConvTranspose', ['x', 'w'], 'c', { strides: [2, 2], pads: [0, 1, 0, 1] }],
      ['BatchNormalization', ['c', ...statistics], 'b'],
      ['Relu', ['b'], 'r'],
      ['Softsign', ['r'], 'y'],
    ],
    has: ['QLinearConv', 'Slice'],
    lacks: ['Clip', 'Mul'],
  },
  'a transposed convolution in groups, dilated, with output padding': {
    outputs: { y: [1, 6, 21, 11] },
    constants: { w: randomTensor(random, [3, 2, 3, 2]), b: randomTensor(random, [6]) },
    nodes: [
      ['ConvTranspose', ['x', 'w', 'b'], 'y', { group: 3, strides: [3, 2], dilations: [2, 1], output_padding: [1, 1] }],
    ],
    has: ['ConvInteger'],
  },
  'a transposed convolution to the same size': {
    outputs: { y: [1, 1, 12, 10] },
    constants: { w: randomTensor(random, [3, 1, 3, 3]) },
    nodes: [['ConvTranspose', ['x', 'w'], 'y', { strides: [2, 2], auto_pad: 'SAME_UPPER' }]],
    has: ['ConvInteger'],
  },
  'normalisation over neighbouring channels': {
    outputs: { y: image },
    nodes: [['LRN', ['x'], 'y', { size: 3, alpha: 0.5, beta: 0.75, bias: 1 }]],
    has: ['GatherElements', 'QLinearConv'],
  },
  'means of planes, and sums and maxima of rows': {
    outputs: { m: [1, 3], s: [1, 3, 6, 1], g: [1, 6, 5], z: [1, 3] },
    constants: { planes: sizes(-1, 2), rows: sizes(3), channels: sizes(1) },
    nodes: [
      ['ReduceMean', ['x', 'planes'], 'm', { keepdims: 0 }],
      ['ReduceSum', ['x', 'rows'], 's'],
      ['ReduceMax', ['x', 'channels'], 'g', { keepdims: 0 }],
      ['Tanh', ['m'], 'z'],
    ],
    has: ['ReduceSum', 'ReduceMax'],
  },
  'a convolution along three axes': {
    inputs: { x: [1, 2, 5, 6, 4] },
    outputs: { y: [1, 4, 3, 6, 3] },
    constants: { w: randomTensor(random, [4, 1, 3, 3, 2]), b: randomTensor(random, [4]) },
    nodes: [
      ['Conv', ['x', 'w', 'b'], 'c', { group: 2, strides: [2, 1, 1], pads: [1, 1, 0, 1, 1, 0] }],
      ['Relu', ['c'], 'r'],
      ['Softsign', ['r'], 'y'],
    ],
    has: ['QLinearConv', 'Gather'],
  },
  'a transposed convolution along three axes': {
    inputs: { x: [1, 2, 3, 4, 3] },
    outputs: { y: [1, 3, 6, 9, 7] },
    constants: { w: randomTensor(random, [2, 3, 2, 3, 3]) },
    nodes: [['ConvTranspose', ['x', 'w'], 'y', { strides: [2, 2, 2] }]],
    has: ['ConvInteger'],
  },
  'pools along three axes': {
    inputs: { x: [1, 2, 5, 6, 4] },
    outputs: { y: [1, 2, 3, 3, 2], z: [1, 2, 5, 6, 4], g: [1, 2, 1, 1, 1] },
    nodes: [
      ['MaxPool', ['x'], 'y', { kernel_shape: [2, 2, 2], strides: [2, 2, 2], ceil_mode: 1 }],
      ['AveragePool', ['x'], 'z', { kernel_shape: [3, 3, 3], pads: [1, 1, 1, 1, 1, 1] }],
      ['GlobalAveragePool', ['x'], 'g'],
    ],
    has: ['MaxPool', 'ConvInteger'],
  },
  'slopes per channel': {
    outputs: { y: image },
    constants: { slopes: randomTensor(random, [3, 1, 1]) },
    nodes: [['PRelu', ['x', 'slopes'], 'y']],
    has: ['Clip', 'Add'],
  },
  'sums and means of several': {
    outputs: { s: image, m: image },
    nodes: [
      ['Tanh', ['x'], 't'],
      ['Sigmoid', ['x'], 'u'],
      ['Sum', ['x', 't', 'u'], 's'],
      ['Mean', ['x', 't', 'u'], 'm'],
    ],
    has: ['Add'],
  },
  'instance normalisation': {
    outputs: { y: image },
    constants: normalization,
    nodes: [['InstanceNormalization', ['x', 'scale', 'shift'], 'y']],
  },
  'group normalisation': {
    outputs: { y: [1, 4, 6, 5] },
    constants: { w: randomTensor(random, [4, 3, 1, 1]), four: positive(4), more: randomTensor(random, [4]) },
    nodes: [
      ['Conv', ['x', 'w'], 'c'],
      ['GroupNormalization', ['c', 'four', 'more'], 'y', { num_groups: 2 }],
    ],
  },
  'shapes that are computed from shapes': {
    outputs: { y: [1, 90] },
    constants: {
      one: sizes(1),
      zero: createTensor('int64', [], BigInt64Array.of(0n)),
      minus: sizes(-1),
      axes: sizes(0),
    },
    nodes: [
      ['Tanh', ['x'], 't'],
      ['Shape', ['t'], 's'],
      ['Gather', ['s', 'zero'], 'n'],
      ['Unsqueeze', ['n', 'axes'], 'u'],
      ['Concat', ['u', 'minus'], 'shape', { axis: 0 }],
      ['Reshape', ['t', 'shape'], 'y'],
    ],
    lacks: ['Shape', 'Concat'],
  },
}

rewriteSuite(image, cases)
