import type { ModelSummary, Tensor, TensorSpec, WorkAmounts } from '../../models/index.ts'
import type { Message, PrecompileHost, RunnableModel } from '../../precompiles/index.ts'
import { admittedSlot, registeredSlot } from '../../precompiles/index.ts'
import { bigIntToBytes, bytesToHex, concatBytes, type Hex } from '../../primitives/index.ts'

/** The caller of messages that don't name one. */
export const anyone: Hex = '0x00000000000000000000000000000000000000cc'

/** A host whose registry is a map, and whose models are given; it says which were opened, and what ran. */
export interface MemoryHost extends PrecompileHost {
  readonly opened: readonly Hex[]
  readonly runs: readonly (readonly Tensor[])[]
}

/** @param fees per call, of models that are not free. */
export function memoryHost(models: readonly RunnableModel[], fees: Readonly<Record<Hex, bigint>> = {}): MemoryHost {
  const slots = new Map<Hex, Uint8Array>()
  for (const { summary } of models) {
    slots.set(bytesToHex(admittedSlot(summary.id)), bigIntToBytes(7n, 32))
    const fee = fees[summary.id] ?? 0n
    slots.set(bytesToHex(registeredSlot(summary.id)), concatBytes(bigIntToBytes(fee, 16), bigIntToBytes(42n, 16)))
  }
  const opened: Hex[] = []
  const runs: (readonly Tensor[])[] = []
  const find = (id: Hex) => {
    const found = models.find(({ summary }) => summary.id === id)
    if (!found) throw new Error(`this node has no model ${id}`)
    return found
  }
  return {
    opened,
    runs,
    async readRegistrySlot(slot) {
      return slots.get(bytesToHex(slot)) ?? new Uint8Array(32)
    },
    summary: async id => find(id).summary,
    async open(id) {
      const found = find(id)
      opened.push(id)
      return {
        ...found,
        run(inputs) {
          runs.push(inputs)
          return found.run(inputs)
        },
      }
    },
  }
}

/** A message with calldata, plain where nothing else is said. */
export function messageOf(data: Uint8Array, options: Partial<Message> = {}): Message {
  return { kind: 'staticcall', caller: anyone, value: 0n, gasLimit: 10_000_000n, ...options, data }
}

/** A model with hand-made arithmetic and a given cost. */
export function handmadeModel(
  id: Hex,
  signature: { readonly inputs: readonly TensorSpec[]; readonly outputs: readonly TensorSpec[] },
  amounts: Partial<WorkAmounts>,
  run: RunnableModel['run'],
): RunnableModel {
  const summary: ModelSummary = {
    id,
    name: 'handmade',
    ...signature,
    macs: 1_234,
    amounts: {
      denseMacs: 0,
      smallKMacs: 0,
      elements: 0,
      lookups: 0,
      bytesMoved: 0,
      artifactBytes: 0,
      nodes: 0,
      ...amounts,
    },
    artifactBytes: 5_678,
  }
  return { summary, backend: 'reference', run }
}
