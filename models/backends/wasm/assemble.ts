import type { ExactGraph } from '../../graph/index.ts'
import {
  createWasmMemory,
  kernelFields,
  openKernels,
  prepareNode,
  realFields,
  type WasmKernels,
  type WasmMemory,
} from '../../kernels/index.ts'
import { createTensor, type ElementArray, elementCount, type Tensor, viewElements } from '../../tensor/index.ts'
import { type Layout, layOut, scratchSize } from './layout.ts'
import type { CopyOperation, Field, KernelOperation, NodeOperation, Operation } from './operation.ts'
import { planGraph } from './plan.ts'

/** A graph that is ready to run in a memory of its own. */
export interface Program {
  /** A view of an input or an output; what is written to an input is what the next run reads. */
  tensor(value: string): Tensor
  run(): void
}

/** Plans a graph, lays its values out and prepares every step. */
export function assemble(exact: ExactGraph): Program {
  const plan = planGraph(exact)
  const layout = layOut(plan, exact)
  const memory = createWasmMemory(layout.totalBytes)
  const kernels = openKernels(memory)
  const bytes = new Uint8Array(memory.buffer)
  for (const [data, at] of layout.constants)
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)

  const addressOf = (value: string): number => layout.values.get(plan.rootOf(value))!
  const tensor = (value: string): Tensor => {
    const constant = exact.constants.get(value)
    if (constant) return constant
    const { elementType, shape } = exact.types.get(value)!
    return createTensor(
      elementType,
      shape,
      viewElements(elementType, memory.buffer, addressOf(value), elementCount(shape)),
    )
  }
  const step = (operation: Operation): (() => void) => {
    if (operation.kind === 'node') return nodeStep(operation, exact, tensor)
    if (operation.kind === 'copy') return copyStep(operation, bytes, addressOf)
    return kernelStep(operation, kernels, memory, layout, addressOf)
  }
  const steps = plan.operations.map(step)
  return {
    tensor,
    run() {
      for (const run of steps) run()
    },
  }
}

function kernelStep(
  operation: KernelOperation,
  kernels: WasmKernels,
  memory: WasmMemory,
  layout: Layout,
  addressOf: (value: string) => number,
): () => void {
  const record = layout.records.get(operation)!
  const view = new DataView(memory.buffer, record)
  let scratch = layout.scratch
  const place = (field: Field): number => {
    if (typeof field === 'number') return field
    if (field.kind === 'value') return addressOf(field.name)
    if (field.kind === 'constant') return layout.constants.get(field.data)!
    const at = scratch
    scratch += scratchSize(field.bytes)
    return at
  }
  kernelFields[operation.kernel].forEach((name, index) => {
    const value = place(operation.fields[name]!)
    if (realFields.has(name)) view.setFloat32(4 * index, value, true)
    else view.setInt32(4 * index, value, true)
  })
  const kernel = kernels[operation.kernel]
  return () => kernel(record)
}

function nodeStep({ node }: NodeOperation, exact: ExactGraph, tensor: (value: string) => Tensor): () => void {
  const outputs = node.outputs.map(name => exact.types.get(name)!)
  const opset = exact.graph.opsets.get(node.domain) ?? 0
  const run = prepareNode(node, opset, outputs, value => exact.constants.has(value))
  const inputs = node.inputs.map(name => (name === '' ? undefined : tensor(name)))
  const targets = node.outputs.map(name => tensor(name).data)
  return () => {
    run(inputs).forEach(({ data }, index) => {
      ;(targets[index] as Uint8Array).set(data as Uint8Array)
    })
  }
}

function copyStep(
  { runs, outputs }: CopyOperation,
  bytes: Uint8Array,
  addressOf: (value: string) => number,
): () => void {
  const output = addressOf(outputs[0])
  const copies = runs.map(({ from, fromByte, toByte, bytes: size }) => ({
    start: addressOf(from) + fromByte,
    end: addressOf(from) + fromByte + size,
    to: output + toByte,
  }))
  return () => {
    for (const { start, end, to } of copies) bytes.copyWithin(to, start, end)
  }
}

/** A copy of a tensor that shares nothing with it. */
export function copyTensor({ elementType, shape, data }: Tensor): Tensor {
  return createTensor(elementType, shape, data.slice() as ElementArray)
}
