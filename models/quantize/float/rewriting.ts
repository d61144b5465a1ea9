import {
  type Attribute,
  checkTypes,
  type Graph,
  type GraphFault,
  type Node,
  NodeFault,
  nodeLabel,
  operatorNamed,
  operators,
  qualifiedOpType,
} from '../../graph/index.ts'
import type { Tensor, TensorType } from '../../tensor/index.ts'
import { type FloatModel, viewFloatModel } from './float-model.ts'

/** A float model while one of its nodes is replaced by others that compute the same. */
export interface Rewriting extends FloatModel {
  /** Appends a node of the qualifiedOpType and gives its output: `output`, where that is the replaced node's own, else a name like it. */
  emit(
    opType: string,
    inputs: readonly string[],
    output: string,
    attributes?: Readonly<Record<string, Attribute>>,
  ): string
  /** Appends a node that has the replaced one's outputs. */
  emitNode(node: Node): void
  /** A constant with a name like this one. */
  define(name: string, constant: Tensor): string
}

/** How nodes of some operators are replaced. */
export interface Rewrite {
  /** By qualifiedOpType. */
  readonly opTypes: readonly string[]
  /**
   * Emits what takes the node's place; false where it stays.
   * @throws NodeFault: then it stays too, and is refused when layers are read.
   */
  rewrite(node: Node, rewriting: Rewriting): boolean
}

/** Rounds in which what a rewrite emits may be rewritten again. */
const mostRounds = 64

/** A graph, and why nodes of it could not be replaced. */
export interface Rewritten {
  readonly graph: Graph
  readonly faults: readonly GraphFault[]
}

/** `graph` with its nodes replaced wherever one of `rewrites` applies, until none does. */
export function rewriteGraph(graph: Graph, rewrites: readonly Rewrite[]): Rewritten {
  let current: Rewritten = { graph, faults: [] }
  for (let round = 0; round < mostRounds; round++) {
    const next = rewriteOnce(current.graph, rewrites, 'typed')
    const isDone = next.graph === current.graph
    current = next
    if (isDone) break
  }
  return { ...current, graph: withoutUnread(current.graph) }
}

/** The graph without nodes of which nothing is read. */
function withoutUnread(graph: Graph): Graph {
  const read = new Set(graph.outputs.map(({ name }) => name))
  const nodes: Node[] = []
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some(output => read.has(output))) continue
    for (const input of node.inputs) read.add(input)
    nodes.push(node)
  }
  return { ...graph, nodes: nodes.reverse() }
}

/**
 * `graph` with each node replaced once at most.
 * @param nodes which of them: those whose values have known types, as far as the operator gives any, or all, without types.
 */
export function rewriteOnce(graph: Graph, all: readonly Rewrite[], nodes: 'typed' | 'untyped'): Rewritten {
  const rewrites = groupByOperator(all)
  if (!graph.nodes.some(node => rewrites.has(qualifiedOpType(node)))) return { graph, faults: [] }
  const faults: GraphFault[] = []
  const types = nodes === 'typed' ? checkTypes(graph).types : new Map<string, TensorType>()
  const initializers = new Map(graph.initializers)
  const taken = new Set([
    ...types.keys(),
    ...initializers.keys(),
    ...graph.nodes.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]),
  ])
  const model = viewFloatModel({ ...graph, initializers }, types)
  const isTyped = (node: Node) => {
    const made = operators.has(qualifiedOpType(node)) ? node.outputs : []
    return [...node.inputs, ...made].every(value => value === '' || types.has(value))
  }
  let replaced = false

  const replacing = graph.nodes.flatMap(node => {
    const candidates = rewrites.get(qualifiedOpType(node))
    if (candidates === undefined || (nodes === 'typed' && !isTyped(node))) return [node]
    const emitted: Node[] = []
    const unique = (wanted: string): string => {
      let name = wanted
      for (let n = 2; taken.has(name); n++) name = `${wanted}_${n}`
      taken.add(name)
      return name
    }
    const rewriting: Rewriting = {
      ...model,
      emit(opType, inputs, wanted, attributes = {}) {
        const output = node.outputs.includes(wanted) ? wanted : unique(wanted)
        const label = node.name === '' || emitted.length > 0 ? output : node.name
        emitted.push({
          name: label,
          ...operatorNamed(opType),
          inputs,
          outputs: [output],
          attributes: new Map(Object.entries(attributes)),
        })
        return output
      },
      emitNode(whole) {
        emitted.push(whole)
      },
      define(wanted, constant) {
        const name = unique(wanted)
        initializers.set(name, constant)
        return name
      },
    }
    if (!candidates.some(rewrite => applies(rewrite, node, rewriting, faults))) return [node]
    replaced = true
    return emitted
  })
  return { graph: replaced ? { ...graph, initializers, nodes: replacing } : graph, faults }
}

function groupByOperator(rewrites: readonly Rewrite[]): ReadonlyMap<string, readonly Rewrite[]> {
  const groups = new Map<string, Rewrite[]>()
  for (const rewrite of rewrites)
    for (const opType of rewrite.opTypes) groups.set(opType, [...(groups.get(opType) ?? []), rewrite])
  return groups
}

function applies(rewrite: Rewrite, node: Node, rewriting: Rewriting, faults: GraphFault[]): boolean {
  try {
    return rewrite.rewrite(node, rewriting)
  } catch (error) {
    if (!(error instanceof NodeFault)) throw error
    faults.push({ node: nodeLabel(node), operator: qualifiedOpType(node), reason: error.reason, hint: error.hint })
    return false
  }
}
