import { createTensor } from '../../../../../models/index.ts'
import { createRandom, randomTensor } from '../../float-models.ts'
import { rewriteSuite } from './rewrite-suite.ts'

const random = createRandom(77)
const classes = { target: createTensor('int64', [2, 3], BigInt64Array.of(0n, 3n, 2n, 1n, -1n, 3n)) }
const weight = createTensor('float32', [4], Float32Array.of(0.5, 1, 2, 0.25))
const mix = randomTensor(random, [4, 4, 1])

rewriteSuite([2, 4, 3], {
  'the losses of constant targets, some of them ignored': {
    outputs: { y: [2, 3] },
    constants: { ...classes, weight },
    nodes: [
      ['LogSoftmax', ['x'], 'p', { axis: 1 }],
      ['NegativeLogLikelihoodLoss', ['p', 'target', 'weight'], 'y', { ignore_index: -1, reduction: 'none' }],
    ],
    has: ['Gather', 'Mul'],
  },
  'the mean loss of a convolution’s scores': {
    outputs: { y: [] },
    constants: { ...classes, weight, mix },
    nodes: [
      ['Conv', ['x', 'mix'], 'c'],
      ['SoftmaxCrossEntropyLoss', ['c', 'target', 'weight'], 'y', { ignore_index: -1 }],
    ],
    has: ['MatMulInteger'],
  },
  'the sum of losses': {
    outputs: { y: [] },
    constants: classes,
    nodes: [['SoftmaxCrossEntropyLoss', ['x', 'target'], 'y', { ignore_index: -1, reduction: 'sum' }]],
    has: ['MatMulInteger'],
  },
})
