import { create } from '@bufbuild/protobuf'
import type { Graph } from '../../graph/index.ts'
import { decodeModel } from '../decode.ts'
import { type ModelProto, TypeProto_TensorTypeSchema, TypeProtoSchema } from '../generated/onnx_pb.ts'
import { readGraph } from '../read-model.ts'
import { chooseResults } from './choose-results.ts'
import { type ExternalFiles, externalLocations, loadExternalData } from './external-data.ts'
import { inlineFunctions } from './inline-functions.ts'
import { indexLabelTables } from './label-tables.ts'
import { widenHalves } from './widen-halves.ts'

/** `TensorProto.DataType`. */
const [int64Type, stringType] = [7, 8] as const

/** What of a file is imported, and what belongs to it. */
export interface ImportSource {
  /** Contents of files beside it, see {@link listExternalFiles}. */
  readonly files?: ExternalFiles
  /** Values that become its outputs, in place of its own: what they don't need is left out. */
  readonly results?: readonly string[]
}

/**
 * As readModel, of a file that is to be lowered: local functions are inlined, tensors read from files beside it, float16 and
 * bfloat16 widened to float32.
 * @throws as readModel; MalformedModelError where a result is no value of the model.
 */
export function importModel(bytes: Uint8Array, { files = new Map(), results }: ImportSource = {}): Graph {
  const { model } = decodeModel(bytes)
  loadExternalData(model, files)
  widenHalves(model)
  inlineFunctions(model)
  if (results !== undefined && model.graph) chooseResults(model.graph, results)
  indexLabelTables(model)
  declareOutputs(model)
  return readGraph(model)
}

/**
 * What an output is need not be said: it is taken for float32, which type inference holds it to. Maps are read as the scores
 * that a ZipMap makes them of, and labels that are strings as their indices.
 */
function declareOutputs({ graph }: ModelProto): void {
  for (const output of graph?.output ?? []) {
    const made = output.type?.value
    const isMap =
      made?.case === undefined &&
      graph?.node.some(({ opType, output: names }) => opType === 'ZipMap' && names[0] === output.name)
    if (output.type === undefined || isMap)
      output.type = create(TypeProtoSchema, {
        value: { case: 'tensorType', value: create(TypeProto_TensorTypeSchema, { elemType: 1 }) },
      })
    else if (made?.case === 'tensorType' && made.value.elemType === stringType) made.value.elemType = int64Type
  }
}

/**
 * The files beside a model that hold elements of its tensors, as paths from its folder, without a way out of it.
 * @throws as readModel.
 */
export function listExternalFiles(bytes: Uint8Array): readonly string[] {
  return externalLocations(decodeModel(bytes).model)
}
