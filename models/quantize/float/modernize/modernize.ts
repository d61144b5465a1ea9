import type { Graph, Node } from '../../../graph/index.ts'
import { rewriteOnce } from '../rewriting.ts'
import { modernizing } from './modernizing.ts'

/** Version of the standard operator set that every model is brought to, and the oldest that is. */
const [newest, oldest] = [21, 6]

/**
 * `graph` in the words of operator set {@link newest}: what were attributes once are inputs, and what meant something else is
 * spelt out. A graph of trees and the like may import no standard operators, or have only such of an older set as never changed.
 */
export function modernize(graph: Graph): Graph {
  const opset = graph.opsets.get('')
  if (opset === undefined || opset < oldest)
    return graph.nodes.every(isTimeless) ? { ...graph, opsets: new Map(graph.opsets).set('', newest) } : graph
  if (opset >= newest) return graph
  return { ...rewriteOnce(graph, modernizing, 'untyped').graph, opsets: new Map(graph.opsets).set('', newest) }
}

/** Whether the node means the same in every version of the standard operator set, if it is of that set. */
function isTimeless({ domain, opType, attributes }: Node): boolean {
  if (domain !== '') return true
  return opType === 'Identity' || (opType === 'Cast' && attributes.get('to')?.kind === 'int')
}
