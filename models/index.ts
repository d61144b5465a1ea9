export { AdmissionError, type AdmittedModel, admit, type ModelSummary, type TensorSpec } from './admission.ts'
export {
  type Backend,
  type BackendChoice,
  BackendMismatchError,
  type BackendName,
  type Backends,
  BackendUnavailableError,
  backendNames,
  createMemoryFindings,
  type Findings,
  onnxruntimeBackend,
  openBackends,
  openStockSession,
  referenceBackend,
  type Session,
  type StockSession,
} from './backends/index.ts'
export {
  type Attribute,
  type ExactGraph,
  type Graph,
  type WorkAmounts,
  type WorkKind,
  workKinds,
} from './graph/index.ts'
export { type ExternalFiles, encodeElementType, listExternalFiles, readModel, writeModel } from './onnx/index.ts'
export {
  AlreadyExactError,
  buildGraph,
  describeInputs,
  type Entrance,
  type EvaluationSet,
  type GraphBuilder,
  type QuantizationReport,
  type Quantized,
  type QuantizeOptions,
  quantize,
  type RangeChoice,
  readSamples,
  renderQuantizationReport,
  type Sample,
  SampleError,
  SampleFileError,
  UnquantizableModelError,
} from './quantize/index.ts'
export {
  type ArtifactStore,
  createMemoryArtifactStore,
  MissingArtifactError,
  ModelLibrary,
  type ModelLibraryOptions,
  type OpenModel,
} from './store/index.ts'
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
export { type Candle, encodeCandles, type ZooModel, zooModels } from './zoo/index.ts'
