import { proveExact } from '../graph/index.ts'
import { type ExternalFiles, importModel } from '../onnx/index.ts'
import type { Tensor } from '../tensor/index.ts'
import { AlreadyExactError } from './errors.ts'
import {
  type BoundDim,
  bindDims,
  fixInputs,
  hoistRelus,
  lostLabels,
  modernize,
  type OutputLabels,
  rewriteGraph,
  rewrites,
  simplify,
} from './float/index.ts'
import { isQuantized, type Lifted, liftCodes } from './lift/index.ts'

/** A model as layers are read from it: a float graph of fixed shapes, with what its file has coded already. */
export interface PreparedModel extends Lifted {
  readonly dims: readonly BoundDim[]
  /** Labels in words, and keys of maps, that outputs of numbers stand for. */
  readonly labels: readonly OutputLabels[]
}

/** What a file leaves open, or leaves to others. */
export interface ImportOptions {
  /** Sizes of the dimensions that the file leaves open, by name; a batch that is not named is 1. */
  readonly dims?: Readonly<Record<string, number>>
  /** Contents of the files beside it that hold its weights, by the paths that listExternalFiles gives. */
  readonly externalFiles?: ExternalFiles
  /** Values that become the outputs, in place of the file's own. */
  readonly results?: readonly string[]
  /** Inputs that become constants: what decides shapes, such as axes, where a file takes it as an input. */
  readonly fixedInputs?: ReadonlyMap<string, Tensor>
}

/**
 * Reads a float or a quantized model.
 * @throws AlreadyExactError where the model is an artifact, and what the reader throws.
 */
export function prepareModel(
  model: Uint8Array,
  { dims: sizes = {}, externalFiles = new Map(), fixedInputs = new Map(), results }: ImportOptions,
): PreparedModel {
  const imported = importModel(model, { files: externalFiles, ...(results && { results }) })
  const { graph: read, dims } = bindDims(fixInputs(imported, fixedInputs), sizes)
  if (isQuantized(read) && proveExact(read).status === 'proven') throw new AlreadyExactError()
  const graph = simplify(modernize(read))
  const lifted = liftCodes(graph)
  const rewritten = rewriteGraph(simplify(lifted.graph), rewrites)
  const simple = simplify(rewritten.graph)
  return {
    ...lifted,
    graph: isQuantized(graph) ? simple : hoistRelus(simple),
    faults: [...lifted.faults, ...rewritten.faults],
    dims,
    labels: lostLabels(read),
  }
}
