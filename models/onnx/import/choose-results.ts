import { create } from '@bufbuild/protobuf'
import { MalformedModelError } from '../errors.ts'
import { type GraphProto, type NodeProto, ValueInfoProtoSchema } from '../generated/onnx_pb.ts'

/**
 * Makes values of a graph its outputs, and leaves out the nodes that none of them needs.
 * @throws MalformedModelError where a result is no value that a node computes.
 */
export function chooseResults(graph: GraphProto, results: readonly string[]): void {
  const declared = new Map([...graph.output, ...graph.valueInfo].map(value => [value.name, value]))
  const makers = new Map(graph.node.flatMap(node => node.output.map(output => [output, node] as const)))
  for (const name of results) if (!makers.has(name)) throw new MalformedModelError(`no node of it computes "${name}"`)
  const needed = new Set<NodeProto>()
  const pending = [...results]
  while (pending.length > 0) {
    const node = makers.get(pending.pop()!)
    if (node === undefined || needed.has(node)) continue
    needed.add(node)
    pending.push(...node.input)
  }
  graph.node = graph.node.filter(node => needed.has(node))
  graph.output = results.map(name => declared.get(name) ?? create(ValueInfoProtoSchema, { name }))
}
