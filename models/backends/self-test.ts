import { type AdmittedModel, admit } from '../admission.ts'
import { type Attribute, type Graph, type Node, operatorNamed } from '../graph/index.ts'
import { writeModel } from '../onnx/index.ts'
import { createTensor, type Shape, type Tensor, type TensorType } from '../tensor/index.ts'
import { knownInput } from './known-answers.ts'

/** Models that a backend must run as the reference does before it may run any other: extreme weights, long sums, the written forms. */
export function selfTestModels(): readonly AdmittedModel[] {
  return [products, convolutions, sums, moves, selections, logic].map(graph => admit(writeModel(graph())))
}

const depth = 4096
const columns = 8
const channels = 16

const products = () =>
  graphOf(
    'self-test products',
    { x: { elementType: 'uint8', shape: [2, depth] } },
    { codes: 'uint8', product: 'uint8', shares: 'float32' },
    {
      weights: extremeCodes([depth, columns], 1),
      xZero: codes(128),
      weightZero: codes(128),
      bias: createTensor(
        'int32',
        [columns],
        Int32Array.from({ length: columns }, (_, i) => (i - 4) * 2 ** 20),
      ),
      multiplier: createTensor(
        'float32',
        [columns],
        Float32Array.from({ length: columns }, (_, i) => 2 ** -16 / (i + 3)),
      ),
      one: reals(1),
      scale: reals(1.7e-3),
      least: reals(-2000),
      greatest: reals(2000),
      axes: longs(1),
      lowest: createTensor('int32', [], Int32Array.of(-255)),
      last: createTensor('int32', [], Int32Array.of(255)),
      table: createTensor(
        'int32',
        [256],
        Int32Array.from({ length: 256 }, (_, i) => i * i * i + 1),
      ),
    },
    [
      node('MatMulInteger', ['x', 'weights', 'xZero', 'weightZero'], 'sums'),
      node('Add', ['sums', 'bias'], 'accumulators'),
      node('Cast', ['accumulators'], 'real', { to: int(1) }),
      node('Mul', ['real', 'multiplier'], 'scaled'),
      node('QuantizeLinear', ['scaled', 'one', 'xZero'], 'codes'),
      node('QLinearMatMul', ['x', 'scale', 'xZero', 'weights', 'scale', 'weightZero', 'one', 'xZero'], 'product'),
      node('Clip', ['scaled', 'least', 'greatest'], 'clipped'),
      node('Round', ['clipped'], 'rounded'),
      node('Cast', ['rounded'], 'steps', { to: int(6) }),
      node('ReduceMax', ['steps', 'axes'], 'most'),
      node('Sub', ['steps', 'most'], 'differences'),
      node('Max', ['differences', 'lowest'], 'bounded'),
      node('Add', ['bounded', 'last'], 'indices'),
      node('Gather', ['table', 'indices'], 'entries'),
      node('ReduceSum', ['entries', 'axes'], 'sum'),
      node('Cast', ['entries'], 'realEntries', { to: int(1) }),
      node('Cast', ['sum'], 'realSum', { to: int(1) }),
      node('Div', ['realEntries', 'realSum'], 'shares'),
    ],
  )

const convolutions = () =>
  graphOf(
    'self-test convolutions',
    { image: { elementType: 'uint8', shape: [1, channels, 9, 9] } },
    { dense: 'uint8', pool: 'uint8', depthwise: 'uint8', sums: 'int32' },
    {
      kernel: extremeCodes([channels, channels, 3, 3], 2),
      depthwiseKernel: extremeCodes([channels, 1, 3, 3], 3),
      zero: codes(0),
      middle: codes(128),
      xScale: reals(0.02),
      yScale: reals(3.1),
      scales: createTensor(
        'float32',
        [channels],
        Float32Array.from({ length: channels }, (_, i) => 0.01 / (i + 1)),
      ),
      bias: createTensor(
        'int32',
        [channels],
        Int32Array.from({ length: channels }, (_, i) => (i - 8) * 5000),
      ),
    },
    [
      node(
        'QLinearConv',
        ['image', 'xScale', 'middle', 'kernel', 'scales', 'middle', 'yScale', 'zero', 'bias'],
        'dense',
        {
          pads: ints(1, 1, 1, 1),
        },
      ),
      node('MaxPool', ['dense'], 'pool', { kernel_shape: ints(2, 2), strides: ints(2, 2) }),
      node(
        'QLinearConv',
        ['dense', 'xScale', 'zero', 'depthwiseKernel', 'scales', 'middle', 'yScale', 'middle'],
        'depthwise',
        {
          group: int(channels),
          strides: ints(2, 2),
          pads: ints(1, 1, 0, 0),
        },
      ),
      node('ConvInteger', ['image', 'kernel', 'zero', 'middle'], 'sums', { dilations: ints(2, 2) }),
    ],
  )

const sums = () =>
  graphOf(
    'self-test sums',
    { a: { elementType: 'float32', shape: [1, 61] }, b: { elementType: 'uint8', shape: [1, 61] } },
    { sum: 'uint8', looked: 'uint8', wide: 'int64', quotient: 'int32', roots: 'float32' },
    {
      entrance: reals(0.037),
      greatestNumber: reals(300),
      aZero: codes(131),
      bScale: reals(0.11),
      bZero: codes(3),
      sumScale: reals(0.19),
      one: reals(1),
      flat: longs(-1),
      table: extremeCodes([256], 4),
      factor: longs(2 ** 20 + 1),
      seven: createTensor('int32', [], Int32Array.of(7)),
    },
    [
      node('QuantizeLinear', ['a', 'entrance', 'aZero'], 'aCodes'),
      node('DequantizeLinear', ['aCodes', 'entrance', 'aZero'], 'aReal'),
      node('DequantizeLinear', ['b', 'bScale', 'bZero'], 'bReal'),
      node('Add', ['aReal', 'bReal'], 'realSum'),
      node('Div', ['realSum', 'sumScale'], 'real'),
      node('QuantizeLinear', ['real', 'one', 'aZero'], 'sum'),
      node('Reshape', ['b', 'flat'], 'list'),
      node('Cast', ['list'], 'positions', { to: int(6) }),
      node('GatherElements', ['table', 'positions'], 'looked'),
      node('Cast', ['positions'], 'long', { to: int(7) }),
      node('Mul', ['long', 'factor'], 'wide'),
      node('Div', ['positions', 'seven'], 'quotient'),
      node('Cast', ['positions'], 'numbers', { to: int(1) }),
      node('Add', ['numbers', 'entrance'], 'positives'),
      node('Clip', ['positives', 'entrance', 'greatestNumber'], 'bounded'),
      node('Sqrt', ['bounded'], 'roots'),
    ],
  )

const moves = () =>
  graphOf(
    'self-test moves',
    { x: { elementType: 'uint8', shape: [1, 3, 4, 5] } },
    { moved: 'uint8', least: 'uint8' },
    { first: longs(0), last: longs(3), from: longs(-1), past: longs(-9), back: longs(-2), limit: codes(200) },
    [
      node('Identity', ['x'], 'same'),
      node('Transpose', ['same'], 'turned', { perm: ints(3, 0, 2, 1) }),
      node('Slice', ['turned', 'from', 'past', 'first', 'back'], 'every'),
      node('Concat', ['every', 'turned'], 'joined', { axis: int(0) }),
      node('Unsqueeze', ['joined', 'last'], 'raised'),
      node('Squeeze', ['raised', 'last'], 'lowered'),
      node('Flatten', ['lowered'], 'moved', { axis: int(2) }),
      node('Min', ['moved', 'limit'], 'least'),
    ],
  )

const branchModes = ['BRANCH_LEQ', 'BRANCH_LT', 'BRANCH_GTE', 'BRANCH_GT', 'BRANCH_EQ', 'BRANCH_NEQ']

/** A tree of two leaves for each way to compare, on features at and about its threshold. */
const forest: Readonly<Record<string, Attribute>> = {
  nodes_treeids: ints(...branchModes.flatMap((_, tree) => [tree, tree, tree])),
  nodes_nodeids: ints(...branchModes.flatMap(() => [0, 1, 2])),
  nodes_featureids: ints(...branchModes.flatMap(() => [1, 0, 0])),
  nodes_modes: { kind: 'strings', value: branchModes.flatMap(mode => [mode, 'LEAF', 'LEAF']) },
  nodes_values: { kind: 'floats', value: branchModes.flatMap((_, tree) => [tree % 2, 0, 0]) },
  nodes_truenodeids: ints(...branchModes.flatMap(() => [1, 0, 0])),
  nodes_falsenodeids: ints(...branchModes.flatMap(() => [2, 0, 0])),
  target_treeids: ints(...branchModes.flatMap((_, tree) => [tree, tree])),
  target_nodeids: ints(...branchModes.flatMap(() => [1, 2])),
  target_ids: ints(...branchModes.flatMap((_, tree) => [tree % 2, 1])),
  target_weights: { kind: 'floats', value: branchModes.flatMap((_, tree) => [2 ** tree, 0.5 - 2 ** (tree + 3)]) },
  base_values: { kind: 'floats', value: [0, -0.25] },
  n_targets: int(2),
}

const selections = () =>
  graphOf(
    'self-test selections',
    {
      x: { elementType: 'float32', shape: [3, 2] },
      codes: { elementType: 'uint8', shape: [4, 31] },
    },
    { sums: 'float32', first: 'int64', last: 'int64', top: 'uint8', places: 'int64', met: 'int32' },
    {
      k: longs(9),
      start: createTensor('int32', [3, 31], new Int32Array(93).fill(-7)),
      meetings: createTensor(
        'int64',
        [4, 31],
        BigInt64Array.from({ length: 124 }, (_, i) => BigInt((i * i) % 3)),
      ),
    },
    [
      node('ai.onnx.ml.TreeEnsembleRegressor', ['x'], 'sums', forest),
      node('ArgMax', ['sums'], 'first', { axis: int(1) }),
      node('ArgMin', ['codes'], 'last', { axis: int(1), keepdims: int(0) }),
      { ...node('TopK', ['codes', 'k'], 'top'), outputs: ['top', 'places'] },
      node('Cast', ['codes'], 'integers', { to: int(6) }),
      node('ScatterElements', ['start', 'meetings', 'integers'], 'met', {
        reduction: { kind: 'string', value: 'add' },
      }),
    ],
  )

const logic = () =>
  graphOf(
    'self-test logic',
    { a: { elementType: 'int32', shape: [3, 37] }, x: { elementType: 'float32', shape: [3, 37] } },
    {
      equal: 'bool',
      chosen: 'float32',
      bits: 'int32',
      lowest: 'int32',
      running: 'int32',
      tiled: 'int64',
      spread: 'bool',
      rest: 'int32',
    },
    {
      least: createTensor('int32', [], Int32Array.of(-1000)),
      greatest: createTensor('int32', [], Int32Array.of(1000)),
      seven: createTensor('int32', [], Int32Array.of(-7)),
      half: reals(0.5),
      axis: longs(1),
      repeats: longs(2, 1),
      shape: longs(2, 3, 37),
      along: createTensor('int64', [], BigInt64Array.of(1n)),
    },
    [
      node('Max', ['a', 'least'], 'raised'),
      node('Min', ['raised', 'greatest'], 'small'),
      node('Neg', ['small'], 'opposite'),
      node('Abs', ['opposite'], 'magnitude'),
      node('Sign', ['small'], 'sign'),
      node('Equal', ['small', 'magnitude'], 'same'),
      node('Greater', ['x', 'half'], 'above'),
      node('GreaterOrEqual', ['small', 'opposite'], 'atLeast'),
      node('Less', ['small', 'sign'], 'below'),
      node('LessOrEqual', ['x', 'half'], 'atMost'),
      node('And', ['same', 'above'], 'both'),
      node('Or', ['atLeast', 'below'], 'either'),
      node('Xor', ['both', 'either'], 'one'),
      node('Not', ['one'], 'equal'),
      node('Where', ['atMost', 'x', 'half'], 'chosen'),
      node('BitwiseAnd', ['a', 'magnitude'], 'common'),
      node('BitwiseOr', ['common', 'sign'], 'any'),
      node('BitwiseXor', ['any', 'small'], 'odd'),
      node('BitwiseNot', ['odd'], 'bits'),
      node('ReduceMin', ['small', 'axis'], 'lowest'),
      node('CumSum', ['small', 'along'], 'running', { reverse: int(1) }),
      node('Mod', ['small', 'seven'], 'rest'),
      node('Cast', ['small'], 'long', { to: int(7) }),
      node('Trilu', ['long'], 'triangle', { upper: int(0) }),
      node('Tile', ['triangle', 'repeats'], 'tiled'),
      node('Expand', ['equal', 'shape'], 'spread'),
    ],
  )

function graphOf(
  name: string,
  inputs: Readonly<Record<string, TensorType>>,
  outputs: Readonly<Record<string, TensorType['elementType']>>,
  initializers: Readonly<Record<string, Tensor>>,
  nodes: readonly Node[],
): Graph {
  return {
    name,
    opsets: new Map([
      ['', 21],
      ['ai.onnx.ml', 3],
    ]),
    inputs: Object.entries(inputs).map(([name, { elementType, shape }]) => ({ name, elementType, dims: shape })),
    outputs: Object.entries(outputs).map(([name, elementType]) => ({ name, elementType, dims: undefined })),
    initializers: new Map(Object.entries(initializers)),
    nodes,
  }
}

function node(
  opType: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>> = {},
): Node {
  return {
    name: output,
    ...operatorNamed(opType),
    inputs,
    outputs: [output],
    attributes: new Map(Object.entries(attributes)),
  }
}

function int(value: number): Attribute {
  return { kind: 'int', value: BigInt(value) }
}

function ints(...values: readonly number[]): Attribute {
  return { kind: 'ints', value: values.map(BigInt) }
}

function codes(value: number): Tensor {
  return createTensor('uint8', [], Uint8Array.of(value))
}

function reals(value: number): Tensor {
  return createTensor('float32', [], Float32Array.of(value))
}

function longs(...values: readonly number[]): Tensor {
  return createTensor('int64', [values.length], BigInt64Array.from(values, BigInt))
}

function extremeCodes(shape: Shape, seed: number): Tensor {
  return knownInput({ name: '', elementType: 'uint8', shape }, 'extremes', seed)
}
