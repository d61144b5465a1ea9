import { create } from '@bufbuild/protobuf'
import type { Graph } from '../../graph/index.ts'
import { decodeModel } from '../decode.ts'
import { type ModelProto, TypeProto_TensorTypeSchema, TypeProtoSchema } from '../generated/onnx_pb.ts'
import { readGraph } from '../read-model.ts'
import { type ExternalFiles, externalLocations, loadExternalData } from './external-data.ts'
import { inlineFunctions } from './inline-functions.ts'
import { widenHalves } from './widen-halves.ts'

/**
 * As readModel, of a file that is to be lowered: local functions are inlined, tensors read from files beside it, float16 and
 * bfloat16 widened to float32.
 * @param files by their locations, see {@link listExternalFiles}.
 * @throws as readModel.
 */
export function importModel(bytes: Uint8Array, files: ExternalFiles): Graph {
  const { model } = decodeModel(bytes)
  loadExternalData(model, files)
  widenHalves(model)
  inlineFunctions(model)
  declareOutputs(model)
  return readGraph(model)
}

/** What an output is need not be said: it is taken for float32, which type inference holds it to. */
function declareOutputs({ graph }: ModelProto): void {
  for (const output of graph?.output ?? [])
    if (output.type === undefined)
      output.type = create(TypeProtoSchema, {
        value: { case: 'tensorType', value: create(TypeProto_TensorTypeSchema, { elemType: 1 }) },
      })
}

/**
 * The files beside a model that hold elements of its tensors, as paths from its folder, without a way out of it.
 * @throws as readModel.
 */
export function listExternalFiles(bytes: Uint8Array): readonly string[] {
  return externalLocations(decodeModel(bytes).model)
}
