import { createTensor } from '../../../../../models/index.ts'
import { createRandom, randomTensor } from '../../float-models.ts'
import { rewriteSuite } from './rewrite-suite.ts'

const random = createRandom(41)
const grid = randomTensor(random, [2, 4, 3, 2], 1.4)
const shape = createTensor('int64', [2], BigInt64Array.of(4n, 7n))

rewriteSuite([2, 3, 6, 5], {
  'linear samples of each image, zeros outside': {
    outputs: { y: [2, 3, 4, 3] },
    constants: { grid },
    nodes: [['GridSample', ['x', 'grid'], 'y']],
    has: ['MatMulInteger', 'Concat'],
    opset: 20,
  },
  'cubic samples, the image reflected outside': {
    outputs: { y: [2, 3, 4, 3] },
    constants: { grid },
    nodes: [['GridSample', ['x', 'grid'], 'y', { mode: 'cubic', padding_mode: 'reflection', align_corners: 1 }]],
    has: ['MatMulInteger'],
    opset: 20,
  },
  'nearest samples, at the border outside, of an activation': {
    outputs: { y: [2, 3, 4, 3] },
    constants: { grid },
    nodes: [
      ['Tanh', ['x'], 't'],
      ['GridSample', ['t', 'grid'], 'y', { mode: 'nearest', padding_mode: 'border' }],
    ],
    has: ['MatMulInteger'],
    opset: 16,
  },
  'the middle of an image, and zeros around it': {
    outputs: { y: [2, 3, 4, 7] },
    constants: { shape },
    nodes: [
      ['Tanh', ['x'], 't'],
      ['CenterCropPad', ['t', 'shape'], 'y', { axes: [2, -1] }],
    ],
    has: ['Slice', 'Concat'],
    opset: 18,
  },
})

const [flat, deep] = [
  createTensor('int64', [4], BigInt64Array.of(2n, 1n, 5n, 3n)),
  createTensor('int64', [4], BigInt64Array.of(2n, 1n, 1n, 4n)),
]

rewriteSuite([2, 2, 3], {
  'a grid moved by a matrix for each image': {
    outputs: { y: [2, 5, 3, 2] },
    constants: { flat },
    nodes: [['AffineGrid', ['x', 'flat'], 'y']],
    has: ['MatMulInteger'],
    opset: 20,
  },
  'a grid whose corners are those of the image, of one row': {
    outputs: { y: [2, 1, 4, 2] },
    constants: { deep },
    nodes: [['AffineGrid', ['x', 'deep'], 'y', { align_corners: 1 }]],
    has: ['MatMulInteger'],
    opset: 20,
  },
})
