import type { Attribute, Graph, Node } from '../../graph/index.ts'
import { createTensor, type Shape, type Tensor } from '../../tensor/index.ts'
import { gateCount, type Network, unitCount } from './network.ts'
import { returnCount } from './returns.ts'

/**
 * The network as a float model, in the operators that PyTorch writes: input `returns` [1, 24, 1], output `forecast` [1, 1]. Weights are
 * rounded to binary32.
 */
export function exportNetwork({ input, recurrent, bias, head, headBias }: Network): Graph {
  const rows = gateCount * unitCount
  const initializers = new Map<string, Tensor>([
    ['weights', float32([1, rows, 1], input.values)],
    ['recurrent_weights', float32([1, rows, unitCount], transposed(recurrent.values, unitCount, rows))],
    ['biases', float32([1, 2 * rows], [...bias.values, ...new Float64Array(rows)])],
    ['head', float32([1, unitCount], head.values)],
    ['head_bias', float32([1], headBias.values)],
    ['first', createTensor('int64', [1], BigInt64Array.of(0n))],
  ])
  const node = (
    opType: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: readonly (readonly [string, Attribute])[] = [],
  ): Node => ({ name: outputs.at(-1)!, opType, domain: '', inputs, outputs, attributes: new Map(attributes) })
  return {
    name: 'price',
    opsets: new Map([['', 21]]),
    inputs: [{ name: 'returns', elementType: 'float32', dims: [1, returnCount, 1] }],
    outputs: [{ name: 'forecast', elementType: 'float32', dims: [1, 1] }],
    initializers,
    nodes: [
      node('Transpose', ['returns'], ['steps'], [['perm', { kind: 'ints', value: [1n, 0n, 2n] }]]),
      node(
        'LSTM',
        ['steps', 'weights', 'recurrent_weights', 'biases'],
        ['', 'last'],
        [['hidden_size', { kind: 'int', value: BigInt(unitCount) }]],
      ),
      node('Squeeze', ['last', 'first'], ['state']),
      node('Gemm', ['state', 'head', 'head_bias'], ['forecast'], [['transB', { kind: 'int', value: 1n }]]),
    ],
  }
}

function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: values.length }, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!)
}

function float32(shape: Shape, values: ArrayLike<number>): Tensor {
  return createTensor('float32', shape, Float32Array.from(values))
}
