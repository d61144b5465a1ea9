import type { Attribute, Graph, Node } from '../../models/graph/index.ts'
import { operators } from '../../models/graph/index.ts'
import { writeModel } from '../../models/onnx/index.ts'
import { createTensor, type ElementArray, elementCount, type Tensor } from '../../models/tensor/index.ts'
import { type RandomSource, randomSource } from '../suites/random-source.ts'

const integers = [0n, 1n, -1n, 2n, 3n, 7n, 255n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 53n, 2n ** 63n - 1n, -(2n ** 63n)]
const reals = [
  0,
  -0,
  1,
  -1,
  1e-45,
  1e-38,
  3e38,
  2 ** 24,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
]
const sizes = [0, 1, 2, 3, 255, 65_536, 2 ** 31, 2 ** 40, 'n']

type Mutation = (graph: Graph, random: RandomSource) => Graph

/** Sound files of graphs that a person could have meant and nobody checked: operators, operands, attributes, sizes, constants. */
export function* graphMutations(originals: readonly Graph[], count: number): Generator<Uint8Array> {
  const random = randomSource(20_261_127)
  for (let i = 0; i < count; i++) {
    let graph = random.pick(originals)
    for (let changes = random.integer(1, 3); changes > 0; changes--) graph = random.pick(mutations)(graph, random)
    yield writeModel(graph)
  }
}

const mutations: readonly Mutation[] = [
  onNode((node, random) => ({ ...node, opType: random.pick([...operators.values()]).opType })),
  onNode((node, random, graph) => ({
    ...node,
    inputs: node.inputs.toSpliced(place(node.inputs, random), 1, anyValue(graph, random)),
  })),
  onNode(node => ({ ...node, inputs: node.inputs.toReversed() })),
  onNode((node, random) => ({ ...node, inputs: node.inputs.slice(0, random.integer(0, node.inputs.length)) })),
  onNode((node, random, graph) => ({ ...node, inputs: [...node.inputs, anyValue(graph, random)] })),
  onNode((node, random) => ({ ...node, attributes: mutatedAttributes(node, random) })),
  (graph, random) => ({ ...graph, nodes: graph.nodes.toSpliced(place(graph.nodes, random), 1) }),
  (graph, random) => ({
    ...graph,
    nodes: [...graph.nodes, ...graph.nodes.slice(place(graph.nodes, random)).slice(0, 1)],
  }),
  (graph, random) => ({ ...graph, opsets: new Map([['', random.pick([1, 6, 10, 13, 18, 21, 22, 400])]]) }),
  (graph, random) => ({
    ...graph,
    inputs: graph.inputs.map(input => ({ ...input, dims: mutatedDims(input.dims ?? [], random) })),
  }),
  (graph, random) => ({
    ...graph,
    outputs: [...graph.outputs.slice(1), ...graph.outputs.slice(0, random.integer(0, 1))],
  }),
  (graph, random) => ({
    ...graph,
    inputs: graph.inputs.map(input => ({
      ...input,
      elementType: random.pick(['float32', 'uint8', 'int64', 'bool', 'float64'] as const),
    })),
  }),
  onConstant((tensor, random) => ({ ...tensor, shape: mutatedShape(tensor, random) })),
  onConstant((tensor, random) => withElement(tensor, random)),
  onConstant((tensor, random) => withElement(tensor, random)),
]

function onNode(change: (node: Node, random: RandomSource, graph: Graph) => Node): Mutation {
  return (graph, random) => {
    if (graph.nodes.length === 0) return graph
    const at = place(graph.nodes, random)
    return { ...graph, nodes: graph.nodes.with(at, change(graph.nodes[at]!, random, graph)) }
  }
}

function onConstant(change: (tensor: Tensor, random: RandomSource) => Tensor): Mutation {
  return (graph, random) => {
    const names = [...graph.initializers.keys()]
    if (names.length === 0) return graph
    const name = random.pick(names)
    return {
      ...graph,
      initializers: new Map(graph.initializers).set(name, change(graph.initializers.get(name)!, random)),
    }
  }
}

function place(list: readonly unknown[], random: RandomSource): number {
  return list.length === 0 ? 0 : random.integer(0, list.length - 1)
}

function anyValue(graph: Graph, random: RandomSource): string {
  return random.pick(['', 'nowhere', ...graph.initializers.keys(), ...graph.nodes.flatMap(({ outputs }) => outputs)])
}

function mutatedAttributes({ attributes }: Node, random: RandomSource): ReadonlyMap<string, Attribute> {
  const names = ['axis', 'group', 'keepdims', 'to', 'pads', 'strides', ...attributes.keys()]
  const attribute = random.pick<Attribute>([
    { kind: 'int', value: random.pick(integers) },
    { kind: 'ints', value: Array.from({ length: random.integer(0, 5) }, () => random.pick(integers)) },
    { kind: 'float', value: random.pick(reals) },
    { kind: 'string', value: random.pick(['SAME_UPPER', 'add', '', 'NOTSET']) },
  ])
  return new Map(attributes).set(random.pick(names), attribute)
}

function mutatedDims(dims: readonly (number | string)[], random: RandomSource): readonly (number | string)[] {
  return dims.length === 0 ? [random.pick(sizes)] : dims.with(place(dims, random), random.pick(sizes))
}

/** Another shape of as many elements. */
function mutatedShape({ shape }: Tensor, random: RandomSource): readonly number[] {
  return random.pick([[elementCount(shape)], [1, ...shape], [...shape, 1], shape.toReversed()])
}

function withElement({ elementType, shape, data }: Tensor, random: RandomSource): Tensor {
  const changed = data.slice() as Float32Array
  const at = place([...changed], random)
  const value =
    data instanceof BigInt64Array || data instanceof BigUint64Array ? random.pick(integers) : random.pick(reals)
  changed[at] = value as number
  return createTensor(elementType, shape, changed as unknown as ElementArray)
}
