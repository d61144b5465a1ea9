import { proveExact } from '../graph/index.ts'
import { readModel } from '../onnx/index.ts'
import { AlreadyExactError } from './errors.ts'
import { type BoundDim, bindDims, hoistRelus, modernize, rewriteGraph, rewrites, simplify } from './float/index.ts'
import { isQuantized, type Lifted, liftCodes } from './lift/index.ts'

/** A model as layers are read from it: a float graph of fixed shapes, with what its file has coded already. */
export interface PreparedModel extends Lifted {
  readonly dims: readonly BoundDim[]
}

/**
 * Reads a float or a quantized model.
 * @param sizes of the dimensions that the file leaves open, by name.
 * @throws AlreadyExactError where the model is an artifact, and what the reader throws.
 */
export function prepareModel(model: Uint8Array, sizes: Readonly<Record<string, number>>): PreparedModel {
  const { graph: read, dims } = bindDims(readModel(model), sizes)
  if (isQuantized(read) && proveExact(read).status === 'proven') throw new AlreadyExactError()
  const graph = simplify(modernize(read))
  const lifted = liftCodes(graph)
  const rewritten = rewriteGraph(simplify(lifted.graph), rewrites)
  return { ...lifted, graph: isQuantized(graph) ? rewritten : hoistRelus(rewritten), dims }
}
