import type { Hex, Macs } from '../primitives/index.ts'
import type { ExactGraph, WorkAmounts } from './graph/index.ts'
import type { TensorType } from './tensor/index.ts'

/** An input or an output of a model. */
export interface TensorSpec extends TensorType {
  readonly name: string
}

/** What is known of an admitted model without its weights. */
export interface ModelSummary {
  /** keccak256 of the artifact's bytes: the model's identity. */
  readonly id: Hex
  readonly name: string
  readonly inputs: readonly TensorSpec[]
  readonly outputs: readonly TensorSpec[]
  /** Multiply-accumulates of one run. */
  readonly macs: Macs
  readonly amounts: WorkAmounts
  readonly artifactBytes: number
}

/** The certificate of admission: the artifact, and what was proven of it. */
export interface AdmittedModel {
  readonly summary: ModelSummary
  readonly artifact: Uint8Array
  readonly graph: ExactGraph
}
