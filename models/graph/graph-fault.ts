import type { Node } from './graph.ts'

/** A node of a model, a value of its signature, or the model as a whole, that is refused. */
export interface GraphFault {
  /** The node's name, or its first output's where it has none; the value's; '' for the model. */
  readonly node: string
  /** '' where no node is at fault. */
  readonly operator: string
  readonly reason: string
  readonly hint: string
}

/** How messages call a node: by its name, or its first output's where it has none. */
export function nodeLabel(node: Node): string {
  return node.name || node.outputs[0] || ''
}

/** A fault of a node. */
export function faultOfNode(node: Node, reason: string, hint: string): GraphFault {
  return { node: nodeLabel(node), operator: node.opType, reason, hint }
}

/** A fault of an input or an output of the model. */
export function faultOfValue(name: string, reason: string, hint: string): GraphFault {
  return { node: name, operator: '', reason, hint }
}

/** A fault of the model as a whole. */
export function faultOfModel(reason: string, hint: string): GraphFault {
  return { node: '', operator: '', reason, hint }
}
