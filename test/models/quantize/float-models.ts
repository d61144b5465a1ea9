import type { Attribute, Graph, Node } from '../../../models/graph/index.ts'
import { writeModel } from '../../../models/onnx/index.ts'
import { createTensor, elementCount, type Shape, type Tensor } from '../../../models/tensor/index.ts'

/** Numbers in [-1, 1) that a seed decides. */
export type Random = () => number

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1
  }
}

export function randomTensor(random: Random, shape: Shape, scale = 1): Tensor<'float32'> {
  return createTensor(
    'float32',
    shape,
    Float32Array.from({ length: elementCount(shape) }, () => scale * random()),
  )
}

/** A node as tests write it: operator, inputs, output, attributes. */
export type NodeLine = readonly [
  opType: string,
  inputs: readonly string[],
  output: string,
  attributes?: Readonly<Record<string, number | readonly number[] | string | Tensor>>,
]

/** A float model with input `x` and output `y`, unless others are named. */
export interface FloatModelLines {
  readonly inputs?: Readonly<Record<string, readonly (number | string)[]>>
  readonly outputs?: Readonly<Record<string, readonly (number | string)[]>>
  readonly constants?: Readonly<Record<string, Tensor>>
  readonly nodes: readonly NodeLine[]
  readonly opset?: number
}

export function floatGraph({ inputs = {}, outputs = {}, constants = {}, nodes, opset = 21 }: FloatModelLines): Graph {
  const declare = (declarations: Readonly<Record<string, readonly (number | string)[]>>) =>
    Object.entries(declarations).map(([name, dims]) => ({ name, elementType: 'float32' as const, dims }))
  return {
    name: 'test',
    opsets: new Map([['', opset]]),
    inputs: declare(inputs),
    outputs: declare(outputs),
    initializers: new Map(Object.entries(constants)),
    nodes: nodes.map(readLine),
  }
}

export function floatModel(lines: FloatModelLines): Uint8Array {
  return writeModel(floatGraph(lines))
}

function readLine([opType, inputs, output, attributes = {}]: NodeLine): Node {
  return {
    name: '',
    opType,
    domain: '',
    inputs,
    outputs: [output],
    attributes: new Map(Object.entries(attributes).map(([name, value]) => [name, readAttribute(name, value)])),
  }
}

/** Numbers that are no integers, by their names. */
const floatAttributes = new Set([
  'alpha',
  'softcap',
  'beta',
  'bias',
  'epsilon',
  'lambd',
  'max',
  'min',
  'scale',
  'value',
])

function readAttribute(name: string, value: number | readonly number[] | string | Tensor): Attribute {
  if (typeof value === 'string') return { kind: 'string', value }
  if (typeof value === 'number')
    return floatAttributes.has(name) ? { kind: 'float', value } : { kind: 'int', value: BigInt(value) }
  if ('data' in value) return { kind: 'tensor', value }
  return { kind: 'ints', value: value.map(BigInt) }
}
