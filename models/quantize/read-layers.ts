import {
  checkTypes,
  type Graph,
  type GraphFault,
  type Node,
  NodeFault,
  nodeLabel,
  proveExact,
  qualifiedOpType,
} from '../graph/index.ts'
import type { ElementType } from '../tensor/index.ts'
import { AlreadyExactError, UnquantizableModelError } from './errors.ts'
import { viewFloatModel } from './float/index.ts'
import { type Layer, layerReaders, readFused } from './layers/index.ts'
import type { Lifted } from './lift/index.ts'

/**
 * The layers of a float graph, in its order.
 * @param lifted the graph, and what a quantized file says of it.
 * @throws AlreadyExactError where the graph is no float one.
 * @throws UnquantizableModelError with a fault for every node and declaration that has no exact form.
 */
export function readLayers({ graph, codings, faults: lifted }: Lifted): readonly Layer[] {
  const { types, faults: typeFaults } = checkTypes(graph)
  const model = viewFloatModel(graph, types, codings)
  const read = new Set<Node>()
  const layers: Layer[] = []
  const unreadable: Node[] = []
  const faults: GraphFault[] = [...lifted]
  const unlifted = new Set(lifted.map(({ node }) => node))
  for (const node of graph.nodes) {
    if (read.has(node) || unlifted.has(nodeLabel(node))) continue
    const reader = readerOf(node)
    try {
      const layer = isTyped(node) ? (readFused(node, model) ?? reader?.read(node, model)) : undefined
      for (const each of [layer ?? []].flat()) {
        layers.push(each)
        for (const part of each.nodes) read.add(part)
      }
      if (layer === undefined && reader === undefined) unreadable.push(node)
    } catch (error) {
      if (!(error instanceof NodeFault)) throw error
      faults.push({ node: nodeLabel(node), operator: node.opType, reason: error.reason, hint: error.hint })
    }
  }
  if (unreadable.length > 0 && proveExact(graph).status === 'proven') throw new AlreadyExactError()
  const refused = new Set([...unlifted, ...unreadable.map(nodeLabel)])
  faults.push(
    ...unreadable.map(unsupportedOperator),
    ...typeFaults.filter(({ node }) => !refused.has(node)),
    ...declarationFaults(graph),
  )
  if (faults.length > 0) throw new UnquantizableModelError(inFileOrder(faults, graph))
  return inOrder(layers, graph)

  function isTyped({ inputs, outputs }: Node): boolean {
    return [...inputs, ...outputs].every(value => value === '' || types.has(value))
  }
}

/** Each layer where its last node is: what it reads is computed by then. */
function inOrder(layers: readonly Layer[], { nodes }: Graph): readonly Layer[] {
  const positions = new Map(nodes.map((node, position) => [node, position]))
  const lastOf = (layer: Layer) => Math.max(...layer.nodes.map(node => positions.get(node)!))
  return layers.toSorted((a, b) => lastOf(a) - lastOf(b))
}

function readerOf(node: Node) {
  return layerReaders.get(qualifiedOpType(node))
}

function unsupportedOperator(node: Node): GraphFault {
  return {
    node: nodeLabel(node),
    operator: qualifiedOpType(node),
    reason: 'the operator has no exact form',
    hint: 'Rewrite the layer with operators that docs/conformance.md says pass.',
  }
}

/** Element types that inputs and outputs of float models may have. */
const signatureTypes: ReadonlySet<ElementType> = new Set(['float32', 'uint8', 'int8', 'int32', 'int64', 'bool'])

function declarationFaults({ inputs, outputs, nodes }: Graph): readonly GraphFault[] {
  const computed = new Set(nodes.flatMap(node => node.outputs))
  return [
    ...[...inputs, ...outputs]
      .filter(({ elementType }) => !signatureTypes.has(elementType))
      .map(({ name, elementType }) => ({
        node: name,
        operator: '',
        reason: `it is ${elementType}, want ${[...signatureTypes].join(', ')}`,
        hint: 'Export the model with inputs and outputs of these types.',
      })),
    ...outputs
      .filter(({ name }) => !computed.has(name))
      .map(({ name }) => ({
        node: name,
        operator: '',
        reason: 'it is an output that no node computes',
        hint: 'Remove it from the outputs.',
      })),
  ]
}

function inFileOrder(faults: readonly GraphFault[], graph: Graph): readonly GraphFault[] {
  const order = new Map(graph.nodes.map((node, index) => [nodeLabel(node), index]))
  return faults.toSorted((a, b) => (order.get(a.node) ?? -1) - (order.get(b.node) ?? -1))
}
