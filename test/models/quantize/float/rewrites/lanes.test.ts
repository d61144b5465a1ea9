import { createRandom, randomTensor } from '../../float-models.ts'
import { rewriteSuite } from './rewrite-suite.ts'

const random = createRandom(12)
const w = randomTensor(random, [5, 5])

rewriteSuite([3, 4, 5], {
  'one at the greatest element of the last axis': {
    outputs: { y: [3, 4, 5] },
    nodes: [['Hardmax', ['x'], 'y']],
    has: ['ArgMax', 'Gather'],
  },
  'one at the greatest element of an inner axis': {
    outputs: { y: [3, 4, 5] },
    nodes: [['Hardmax', ['x'], 'y', { axis: 1 }]],
    has: ['ArgMax', 'Transpose'],
  },
  'lanes by the sum of their absolute values': {
    outputs: { y: [3, 4, 5] },
    nodes: [['LpNormalization', ['x'], 'y', { axis: 1, p: 1 }]],
    has: ['ReduceSum'],
  },
  'lanes by their length': {
    outputs: { y: [3, 4, 5] },
    constants: { w },
    nodes: [
      ['MatMul', ['x', 'w'], 'm'],
      ['LpNormalization', ['m'], 'y'],
    ],
    has: ['ReduceSum'],
  },
  'the last of equal elements': {
    outputs: { y: [4, 5] },
    nodes: [
      ['Relu', ['x'], 'r'],
      ['ArgMin', ['r'], 'p', { keepdims: 0, select_last_index: 1 }],
      ['Cast', ['p'], 'y', { to: 1 }],
    ],
    has: ['ArgMin', 'Slice'],
  },
})
