import type { Graph } from '../graph/index.ts'
import { describeNode } from './describe-node.ts'
import { MalformedModelError } from './errors.ts'

/**
 * Checks that every value is defined once, and before it is read, and that each node's operator set is imported.
 * @throws MalformedModelError that names the first offending node and value.
 */
export function checkValues(graph: Graph): void {
  const defined = new Set<string>(graph.initializers.keys())
  const define = (value: string, by: string): void => {
    if (value === '') throw new MalformedModelError(`${by} has no name`)
    if (defined.has(value)) throw new MalformedModelError(`value "${value}" is defined twice, the second time as ${by}`)
    defined.add(value)
  }
  if (defined.has('')) throw new MalformedModelError('an initialiser has no name')
  for (const { name } of graph.inputs) define(name, 'an input')
  graph.nodes.forEach((node, index) => {
    const owner = describeNode(node, index)
    if (!graph.opsets.has(node.domain))
      throw new MalformedModelError(`${owner} is of operator set "${node.domain}", which the model does not import`)
    for (const input of node.inputs) {
      if (input !== '' && !defined.has(input))
        throw new MalformedModelError(`${owner} reads value "${input}", which nothing before it defines`)
    }
    for (const output of node.outputs) if (output !== '') define(output, `an output of ${owner}`)
  })
  for (const { name } of graph.outputs) {
    if (!defined.has(name)) throw new MalformedModelError(`output "${name}" is defined by nothing`)
  }
}
