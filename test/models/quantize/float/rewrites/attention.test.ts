import { createTensor } from '../../../../../models/index.ts'
import { createRandom, randomTensor } from '../../float-models.ts'
import { rewriteSuite } from './rewrite-suite.ts'

const random = createRandom(23)
const [batch, length, past] = [2, 4, 3]
const mask = createTensor(
  'bool',
  [1, 1, length, length],
  Uint8Array.from({ length: 16 }, (_, i) => Number(i % 3 !== 1)),
)
const earlier = {
  keys: randomTensor(random, [batch, 2, past, 3], 2),
  values: randomTensor(random, [batch, 2, past, 3], 2),
  bias: randomTensor(random, [length, past + length], 2),
}
const opset = 23

rewriteSuite([batch, length, 6], {
  'attention of heads beside each other': {
    outputs: { y: [batch, length, 6] },
    constants: { mask },
    nodes: [['Attention', ['x', 'x', 'x', 'mask'], 'y', { q_num_heads: 2, kv_num_heads: 2 }]],
    has: ['MatMulInteger'],
    opset,
  },
  'causal attention after past keys, with a bias and a scale': {
    outputs: { y: [batch, length, 6] },
    constants: earlier,
    nodes: [
      [
        'Attention',
        ['x', 'x', 'x', 'bias', 'keys', 'values'],
        'y',
        { q_num_heads: 2, kv_num_heads: 2, is_causal: 1, scale: 0.25 },
      ],
    ],
    has: ['Concat', 'MatMulInteger'],
    opset,
  },
  'queries that share keys, with capped scores': {
    outputs: { y: [batch, length, 12] },
    constants: { w: randomTensor(random, [6, 12]) },
    nodes: [
      ['MatMul', ['x', 'w'], 'q'],
      ['Attention', ['q', 'x', 'x'], 'y', { q_num_heads: 4, kv_num_heads: 2, softcap: 2, is_causal: 1 }],
    ],
    has: ['Gather', 'GatherElements', 'QLinearMatMul'],
    opset,
  },
})
