import { BaseError, bytesToHex, type Hex, keccak256, type Macs } from '../primitives/index.ts'
import { type ExactGraph, type GraphFault, limits, proveExact, quantizeHint, type WorkAmounts } from './graph/index.ts'
import {
  type ArtifactFile,
  MalformedModelError,
  ModelTooComplexError,
  readArtifact,
  UnsupportedFeatureError,
} from './onnx/index.ts'
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

/** Thrown when a file is not in the exact profile, with every fault that was found. */
export class AdmissionError extends BaseError {
  readonly code = 'MODEL_NOT_ADMITTED'

  readonly faults: readonly GraphFault[]

  constructor(found: readonly GraphFault[], options: { readonly cause?: unknown } = {}) {
    const faults = found.map(printable)
    const shown = faults.slice(0, 3).map(({ node, operator, reason }) => `${subject(node, operator)}${reason}`)
    const more = faults.length > shown.length ? `; and ${faults.length - shown.length} more` : ''
    super(`Cannot admit the model: ${shown.join('; ')}${more}.`, {
      hint: faults.find(({ hint }) => hint === quantizeHint)?.hint ?? faults[0]!.hint,
      ...options,
    })
    this.faults = faults
  }
}

/**
 * Proves that a file is a model in the exact profile. Pure and static; it survives any bytes.
 * @returns the certificate, which keeps `artifact` without copying it.
 * @throws AdmissionError with all faults.
 */
export function admit(artifact: Uint8Array): AdmittedModel {
  if (artifact.length > limits.artifactBytes)
    throw new AdmissionError([
      {
        node: '',
        operator: '',
        reason: `the file has ${artifact.length} bytes, want at most ${limits.artifactBytes}`,
        hint: 'Make the model smaller.',
      },
    ])
  const file = readFile(artifact)
  const proof = proveExact(file.graph)
  const fileFaults = file.faults.map(fault => ({ node: '', operator: '', ...fault }))
  if (proof.status === 'refused') throw new AdmissionError([...proof.faults, ...fileFaults])
  if (fileFaults.length > 0) throw new AdmissionError(fileFaults)
  const { graph, work } = proof
  const specOf = ({ name }: { readonly name: string }): TensorSpec => ({ name, ...graph.types.get(name)! })
  const amounts = { ...work, artifactBytes: artifact.length }
  return {
    summary: {
      id: bytesToHex(keccak256(artifact)),
      name: graph.graph.name,
      inputs: graph.graph.inputs.map(specOf),
      outputs: graph.graph.outputs.map(specOf),
      macs: amounts.denseMacs + amounts.smallKMacs,
      amounts,
      artifactBytes: artifact.length,
    },
    artifact,
    graph,
  }
}

function readFile(artifact: Uint8Array): ArtifactFile {
  try {
    return readArtifact(artifact)
  } catch (error) {
    if (
      !(error instanceof MalformedModelError) &&
      !(error instanceof UnsupportedFeatureError) &&
      !(error instanceof ModelTooComplexError)
    )
      throw error
    throw new AdmissionError([{ node: '', operator: '', reason: error.fault, hint: error.hint }], { cause: error })
  }
}

function subject(node: string, operator: string): string {
  if (node === '') return ''
  return operator === '' ? `"${node}": ` : `node "${node}" (${operator}): `
}

/** A fault whose names, which a hostile file chose, are short and without control characters. */
function printable(fault: GraphFault): GraphFault {
  return {
    ...fault,
    node: printableText(fault.node, 80),
    operator: printableText(fault.operator, 80),
    reason: printableText(fault.reason, 400),
  }
}

function printableText(text: string, mostCharacters: number): string {
  const short = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text
  return short.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    character => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`,
  )
}
