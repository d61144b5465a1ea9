import type { Attribute, Graph, Node } from '../../../models/graph/index.ts'
import { createTensor } from '../../../models/tensor/index.ts'

/** A node without a name or attributes, unless they are given. */
export function node(
  opType: string,
  inputs: readonly string[],
  outputs: readonly string[],
  more: { readonly name?: string; readonly domain?: string; readonly attributes?: Record<string, Attribute> } = {},
): Node {
  const { name = '', domain = '', attributes = {} } = more
  return { name, opType, domain, inputs, outputs, attributes: new Map(Object.entries(attributes)) }
}

/** y = x w + b, then a Relu. */
export const denseGraph: Graph = {
  name: 'dense',
  opsets: new Map([['', 21]]),
  inputs: [{ name: 'x', elementType: 'float32', dims: ['batch', 2] }],
  outputs: [{ name: 'y', elementType: 'float32', dims: ['batch', 2] }],
  initializers: new Map([
    ['w', createTensor('float32', [2, 2], Float32Array.of(1, -2, 0.5, 3))],
    ['b', createTensor('float32', [2], Float32Array.of(0.25, -0))],
  ]),
  nodes: [
    node('Gemm', ['x', 'w', 'b'], ['sum'], { name: 'gemm', attributes: { transB: { kind: 'int', value: 0n } } }),
    node('Relu', ['sum'], ['y']),
  ],
}
