import type { ExactGraph } from '../../graph/index.ts'
import { kernelFields } from '../../kernels/index.ts'
import { sizeBytes } from '../../tensor/index.ts'
import type { Operation } from './operation.ts'
import type { Plan } from './plan.ts'

/** Where everything lies in a session's memory, in bytes. */
export interface Layout {
  readonly totalBytes: number
  /** Of every value's root. */
  readonly values: ReadonlyMap<string, number>
  readonly constants: ReadonlyMap<ArrayBufferView, number>
  /** The record of each kernel operation. */
  readonly records: ReadonlyMap<Operation, number>
  /** Where the scratch of every operation begins. */
  readonly scratch: number
}

/** Vectors are loaded whole, so that each thing is followed by room for another one. */
const slackBytes = 32
const alignment = 16

/** The start of what is laid out: below it lies what WebAssembly keeps for itself. */
const firstByte = 1024

/** Gives constants and records places of their own, and values places that are used again once nothing reads them any more. */
export function layOut(plan: Plan, { graph, types }: ExactGraph): Layout {
  let end = firstByte
  const append = (bytes: number): number => {
    const at = end
    end = aligned(end + bytes + slackBytes)
    return at
  }
  const constants = new Map<ArrayBufferView, number>()
  const records = new Map<Operation, number>()
  let scratchBytes = 0
  for (const operation of plan.operations) {
    if (operation.kind !== 'kernel') continue
    records.set(operation, append(kernelFields[operation.kernel].length * 4))
    for (const field of Object.values(operation.fields))
      if (typeof field === 'object' && field.kind === 'constant' && !constants.has(field.data))
        constants.set(field.data, append(field.data.byteLength))
    scratchBytes = Math.max(scratchBytes, scratchOf(operation))
  }
  const scratch = append(scratchBytes)
  const { values, bytes } = placeValues(plan, { graph, types })
  const base = append(bytes)
  return {
    totalBytes: end,
    values: new Map([...values].map(([value, offset]) => [value, base + offset])),
    constants,
    records,
    scratch,
  }
}

/** Bytes of an operation's scratch, each part rounded up as {@link scratchAddresses} lays it out. */
function scratchOf(operation: Operation): number {
  if (operation.kind !== 'kernel') return 0
  return Object.values(operation.fields).reduce<number>(
    (sum, field) => (typeof field === 'object' && field.kind === 'scratch' ? sum + scratchSize(field.bytes) : sum),
    0,
  )
}

/** Bytes that a part of an operation's scratch takes. */
export function scratchSize(bytes: number): number {
  return aligned(bytes + slackBytes)
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment
}

interface Room {
  readonly start: number
  readonly end: number
}

function placeValues(
  { operations, rootOf }: Plan,
  { graph, types }: Pick<ExactGraph, 'graph' | 'types'>,
): { readonly values: ReadonlyMap<string, number>; readonly bytes: number } {
  const lastUse = new Map<string, number>()
  operations.forEach(({ inputs, outputs }, index) => {
    for (const value of [...inputs, ...outputs]) lastUse.set(rootOf(value), index)
  })
  for (const { name } of graph.outputs) lastUse.set(rootOf(name), operations.length)

  const values = new Map<string, number>()
  const living = new Map<string, Room>()
  let bytes = 0
  const place = (value: string): void => {
    const root = rootOf(value)
    if (values.has(root)) return
    const size = aligned(sizeBytes(types.get(root)!) + slackBytes)
    const start = firstGap([...living.values()], size)
    values.set(root, start)
    living.set(root, { start, end: start + size })
    bytes = Math.max(bytes, start + size)
  }
  for (const { name } of graph.inputs) place(name)
  operations.forEach(({ outputs }, index) => {
    for (const output of outputs) if (output !== '') place(output)
    for (const value of [...living.keys()]) if ((lastUse.get(value) ?? -1) <= index) living.delete(value)
  })
  return { values, bytes }
}

function firstGap(rooms: readonly Room[], size: number): number {
  let start = 0
  for (const room of rooms.toSorted((a, b) => a.start - b.start)) {
    if (start + size <= room.start) break
    start = Math.max(start, room.end)
  }
  return start
}
