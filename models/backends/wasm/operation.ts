import type { Node } from '../../graph/index.ts'
import type { KernelField, KernelName } from '../../kernels/index.ts'

/** What a field of a kernel's record holds: a number, or the address of something that the layout places. */
export type Field =
  | number
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'constant'; readonly data: ArrayBufferView }
  /** Room that only this operation uses while it runs. */
  | { readonly kind: 'scratch'; readonly bytes: number }

/** A call of a WebAssembly kernel that computes `output`. */
export interface KernelOperation {
  readonly kind: 'kernel'
  readonly kernel: KernelName
  readonly fields: Readonly<Record<string, Field>>
  readonly inputs: readonly string[]
  readonly outputs: readonly [string]
}

/** A node that the reference kernel runs, on views of the memory. */
export interface NodeOperation {
  readonly kind: 'node'
  readonly node: Node
  /** Its inputs that are computed. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** A node that moves runs of bytes: each from an offset of an input to one of the output. */
export interface CopyOperation {
  readonly kind: 'copy'
  readonly runs: readonly CopiedRun[]
  readonly inputs: readonly string[]
  readonly outputs: readonly [string]
}

export interface CopiedRun {
  readonly from: string
  readonly fromByte: number
  readonly toByte: number
  readonly bytes: number
}

export type Operation = KernelOperation | NodeOperation | CopyOperation

export function kernelOperation<K extends KernelName>(
  kernel: K,
  output: string,
  fields: Readonly<Record<KernelField<K>, Field>>,
): KernelOperation {
  const inputs = Object.entries<Field>(fields).flatMap(([field, value]) =>
    typeof value === 'object' && value.kind === 'value' && field !== 'output' ? [value.name] : [],
  )
  return { kind: 'kernel', kernel, fields, inputs, outputs: [output] }
}

export function valueAt(name: string): Field {
  return { kind: 'value', name }
}

export function constantAt(data: ArrayBufferView): Field {
  return { kind: 'constant', data }
}

export function scratch(bytes: number): Field {
  return { kind: 'scratch', bytes }
}
