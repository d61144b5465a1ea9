export type { AdmittedModel, ModelSummary, TensorSpec } from './admission.ts'
export { type Backend, type BackendName, backendNames, type Session } from './backends/index.ts'
export {
  type Attribute,
  type ExactGraph,
  type Graph,
  type WorkAmounts,
  type WorkKind,
  workKinds,
} from './graph/index.ts'
export { readModel, writeModel } from './onnx/index.ts'
export { buildGraph, type GraphBuilder, quantize, type Sample } from './quantize/index.ts'
export {
  bytesToTensors,
  createElements,
  createTensor,
  type ElementArray,
  type ElementType,
  elementCount,
  elementSizeBytes,
  type Shape,
  sizeBytes,
  type Tensor,
  type TensorType,
  tensorsToBytes,
} from './tensor/index.ts'
