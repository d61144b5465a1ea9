import { sizeBytes } from '../tensor/index.ts'
import type { Graph } from './graph.ts'
import { faultOfModel, type GraphFault } from './graph-fault.ts'
import type { TypedGraph } from './infer-types.ts'
import { limits } from './limits.ts'
import type { WorkAmounts } from './work.ts'

/** Whether a graph's values, or the constants that its nodes read, are over the limits. */
export function sizeFaults(graph: Graph, { types, constants }: TypedGraph): readonly GraphFault[] {
  let [bytes, reads] = [0, 0]
  const count = (name: string): void => {
    const type = types.get(name)
    if (type !== undefined) bytes += sizeBytes(type)
  }
  for (const { name } of graph.inputs) count(name)
  for (const { inputs, outputs } of graph.nodes) {
    for (const name of outputs) count(name)
    for (const name of inputs) reads += constants.get(name)?.data.length ?? 0
  }
  return [
    ...overLimit(bytes, limits.computedBytes, 'bytes of inputs and computed values'),
    ...overLimit(reads, limits.constantReads, 'reads of constants'),
  ]
}

/** Whether the work of one run is over the limits. */
export function workFaults(work: WorkAmounts): readonly GraphFault[] {
  const steps = work.elements + work.lookups + work.bytesMoved
  return [
    ...overLimit(work.denseMacs + work.smallKMacs, limits.macs, 'multiply-accumulates'),
    ...overLimit(steps, limits.steps, 'elementwise steps'),
  ]
}

function overLimit(have: number, most: number, what: string): readonly GraphFault[] {
  return have <= most ? [] : [faultOfModel(`it takes ${have} ${what}, want at most ${most}`, 'Make the model smaller.')]
}
