import type { Graph } from '../../../graph/index.ts'
import { rewriteOnce } from '../rewriting.ts'
import { modernizing } from './modernizing.ts'

/** Version of the standard operator set that every model is brought to, and the oldest that is. */
const [newest, oldest] = [21, 7]

/**
 * `graph` in the words of operator set {@link newest}: what were attributes once are inputs, and what meant something else is
 * spelt out.
 */
export function modernize(graph: Graph): Graph {
  const opset = graph.opsets.get('') ?? newest
  if (opset >= newest || opset < oldest) return graph
  return { ...rewriteOnce(graph, modernizing, 'untyped').graph, opsets: new Map(graph.opsets).set('', newest) }
}
