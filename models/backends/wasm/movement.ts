import { intAttribute, type Node, resolveAxis } from '../../graph/index.ts'
import { elementCount, elementSizeBytes } from '../../tensor/index.ts'
import type { GraphView } from './graph-view.ts'
import type { CopiedRun, Operation } from './operation.ts'

/** More runs than this are not worth listing. */
const mostRuns = 4_096

/** Concat as copies of whole runs; undefined where a part is a constant or the runs are many. */
export function planConcat(node: Node, view: GraphView): Operation | undefined {
  const output = node.outputs[0]!
  const { elementType, shape } = view.type(output)
  const axis = resolveAxis(intAttribute(node, 'axis', 0), shape.length)
  const outer = elementCount(shape.slice(0, axis))
  if (outer * node.inputs.length > mostRuns || node.inputs.some(input => view.constant(input))) return undefined
  const runBytes = (size: readonly number[]) => elementCount(size.slice(axis)) * elementSizeBytes(elementType)
  const outputBytes = runBytes(shape)
  const runs: CopiedRun[] = []
  let offset = 0
  for (const from of node.inputs) {
    const bytes = runBytes(view.type(from).shape)
    for (let row = 0; row < outer; row++)
      runs.push({ from, fromByte: row * bytes, toByte: row * outputBytes + offset, bytes })
    offset += bytes
  }
  return { kind: 'copy', runs, inputs: [...new Set(node.inputs)], outputs: [output] }
}
