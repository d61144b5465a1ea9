import { createTensor } from '../../../../../models/index.ts'
import { createRandom, randomTensor } from '../../float-models.ts'
import { rewriteSuite } from './rewrite-suite.ts'

const random = createRandom(64)
const angles = Float32Array.from({ length: 20 }, (_, i) => i / 7)
const cosines = createTensor('float32', [10, 2], angles.map(Math.cos))
const sines = createTensor('float32', [10, 2], angles.map(Math.sin))
const positions = createTensor(
  'int64',
  [2, 6],
  BigInt64Array.from({ length: 12 }, (_, i) => BigInt((i * 3) % 10)),
)
const caches = ['cosines', 'sines', 'positions']

rewriteSuite([2, 6, 12], {
  'halves of heads turned by the angles of their positions': {
    outputs: { y: [2, 6, 12] },
    constants: { cosines, sines, positions },
    nodes: [['RotaryEmbedding', ['x', ...caches], 'y', { num_heads: 3 }]],
    has: ['Mul', 'Sub', 'Concat'],
    opset: 23,
  },
  'neighbours turned, and the rest of a head kept': {
    outputs: { y: [2, 6, 12] },
    constants: { cosines, sines, positions, w: randomTensor(random, [12, 12]) },
    nodes: [
      ['MatMul', ['x', 'w'], 'm'],
      ['RotaryEmbedding', ['m', ...caches], 'y', { num_heads: 2, interleaved: 1, rotary_embedding_dim: 4 }],
    ],
    has: ['Mul', 'Sub', 'Concat'],
    opset: 23,
  },
  'a causal convolution after its state': {
    outputs: { y: [2, 6, 12] },
    constants: {
      w: randomTensor(random, [6, 1, 4]),
      b: randomTensor(random, [6]),
      past: randomTensor(random, [2, 6, 3], 2),
    },
    nodes: [['CausalConvWithState', ['x', 'w', 'b', 'past'], 'y', { activation: 'silu' }]],
    has: ['Concat'],
    opset: 27,
  },
})
