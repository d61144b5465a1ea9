import type { InferenceRecord, ModelView } from '../../chain/index.ts'
import { bytesToHex } from '../../primitives/index.ts'
import type { Json } from '../json.ts'
import { toQuantity } from './quantity.ts'

/** A model that the node holds: quantities of the chain are hex, sizes and shapes are numbers. */
export function toModelJson(model: ModelView): Json {
  return {
    id: model.id,
    name: model.name,
    artifactBytes: model.artifactBytes,
    inputs: model.inputs.map(({ name, elementType, shape }) => ({ name, elementType, shape })),
    outputs: model.outputs.map(({ name, elementType, shape }) => ({ name, elementType, shape })),
    macs: model.macs,
    gas: toQuantity(model.gas),
    admittedIn: model.admittedIn === undefined ? null : toQuantity(model.admittedIn),
    backend: model.backend,
  }
}

/** An inference that a mined transaction made. */
export function toInferenceJson(inference: InferenceRecord): Json {
  return {
    transactionHash: inference.transactionHash,
    blockNumber: toQuantity(inference.blockNumber),
    index: inference.index,
    model: inference.model,
    batch: inference.batch,
    gasUsed: toQuantity(inference.gasUsed),
    inputsHash: inference.inputsHash,
    outputs: bytesToHex(inference.outputs),
    backend: inference.backend,
    durationMs: inference.durationMs,
  }
}

/** What a native precompile ran, for a trace; its model's work and tensors where this node holds it. */
export function toInferenceSummary(
  inference: Omit<InferenceRecord, 'transactionHash' | 'blockNumber' | 'index'>,
  model: ModelView | undefined,
): Json {
  const tensors = (list: ModelView['inputs']) =>
    list.map(({ name, elementType, shape }) => ({ name, elementType, shape }))
  return {
    model: inference.model,
    batch: inference.batch,
    gasUsed: toQuantity(inference.gasUsed),
    inputsHash: inference.inputsHash,
    outputs: bytesToHex(inference.outputs),
    ...(model && {
      name: model.name,
      macs: model.macs * inference.batch,
      inputTensors: tensors(model.inputs),
      outputTensors: tensors(model.outputs),
    }),
  }
}
