import type { Graph, Node } from '../graph/index.ts'
import { describeNode } from './describe-node.ts'
import { MalformedModelError } from './errors.ts'

/**
 * The nodes in topological order: as they are where they are in one, else each preceded by those that it needs.
 * @throws MalformedModelError that names the first offending node and value, unless every value is defined once, by an
 * input, an initialiser or a node that does not need it, and each node's operator set is imported.
 */
export function orderNodes(graph: Graph): readonly Node[] {
  const makers = new Map<string, number | undefined>()
  const define = (value: string, maker: number | undefined, role: string): void => {
    if (value === '') throw new MalformedModelError(`${role} has no name`)
    if (makers.has(value))
      throw new MalformedModelError(`value "${value}" is defined twice, the second time as ${role}`)
    makers.set(value, maker)
  }
  for (const name of graph.initializers.keys()) define(name, undefined, 'an initialiser')
  for (const { name } of graph.inputs) define(name, undefined, 'an input')
  graph.nodes.forEach((node, index) => {
    if (!graph.opsets.has(node.domain)) {
      const fault = `${describeNode(node, index)} is of operator set "${node.domain}", which the model does not import`
      throw new MalformedModelError(fault)
    }
    for (const output of node.outputs) {
      if (output !== '') define(output, index, `an output of ${describeNode(node, index)}`)
    }
  })
  for (const { name } of graph.outputs) {
    if (!makers.has(name)) throw new MalformedModelError(`output "${name}" is defined by nothing`)
  }
  return sort(graph.nodes, makers)
}

/** Depth-first, without recursion: a hostile chain is as long as its file. */
function sort(nodes: readonly Node[], makers: ReadonlyMap<string, number | undefined>): readonly Node[] {
  const ordered: Node[] = []
  const states = new Uint8Array(nodes.length)
  const [waiting, placed] = [1, 2]
  for (let first = 0; first < nodes.length; first++) {
    const pending = [first]
    while (pending.length > 0) {
      const index = pending.at(-1)!
      const needed = states[index] === placed ? [] : neededNodes(nodes[index]!, index, makers)
      const missing = needed.filter(need => states[need] !== placed)
      if (missing.length > 0) {
        if (states[index] === waiting)
          throw new MalformedModelError(`${describeNode(nodes[index]!, index)} needs its own output`)
        states[index] = waiting
        for (const need of missing.reverse()) pending.push(need)
        continue
      }
      pending.pop()
      if (states[index] !== placed) ordered.push(nodes[index]!)
      states[index] = placed
    }
  }
  return ordered
}

function neededNodes(node: Node, index: number, makers: ReadonlyMap<string, number | undefined>): readonly number[] {
  const needed: number[] = []
  for (const input of node.inputs) {
    if (input === '') continue
    if (!makers.has(input))
      throw new MalformedModelError(`${describeNode(node, index)} reads value "${input}", which nothing defines`)
    const maker = makers.get(input)
    if (maker !== undefined) needed.push(maker)
  }
  return needed
}
