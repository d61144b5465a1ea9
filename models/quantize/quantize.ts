import { admit, type TensorSpec } from '../admission.ts'
import { type Graph, inferTypes, type ValueDeclaration } from '../graph/index.ts'
import { readModel, writeModel } from '../onnx/index.ts'
import {
  checkLabels,
  checkSamples,
  type EvaluationSet,
  observeRanges,
  type RangeChoice,
  type Sample,
} from './calibration/index.ts'
import { hoistRelus, simplify } from './float/index.ts'
import { planForms } from './plan.ts'
import { chooseQuantization } from './quantization.ts'
import { readLayers } from './read-layers.ts'
import { compareModels, describeCodes, type QuantizationReport } from './report/index.ts'
import { type Entrance, writeArtifact } from './write-artifact.ts'

export interface QuantizeOptions {
  /** By default `min-max`. */
  readonly ranges?: RangeChoice
  /** By default `float32`: the artifact has the float model's signature. */
  readonly entrance?: Entrance
  /** What the report compares the models on; by default the calibration samples. */
  readonly evaluation?: EvaluationSet
}

export interface Quantized {
  /** An ONNX file in the exact profile. */
  readonly artifact: Uint8Array
  readonly report: QuantizationReport
}

/**
 * Lowers a float model to the exact profile, by ranges observed on samples. The same model, samples and options give the
 * same artifact, byte for byte, on every machine.
 * @param model bytes of an ONNX file with float32 inputs and outputs of fixed shapes.
 * @throws AlreadyExactError where the model is an artifact.
 * @throws UnquantizableModelError with all faults of the model.
 * @throws SampleError where a sample is no input of the model.
 * @throws AdmissionError where the artifact would be outside the profile's limits.
 * @throws MalformedModelError, UnsupportedFeatureError, ModelTooComplexError where the bytes can't be read.
 */
export function quantize(model: Uint8Array, samples: readonly Sample[], options: QuantizeOptions = {}): Quantized {
  const { ranges = 'min-max', entrance = 'float32', evaluation = { samples } } = options
  const float = hoistRelus(simplify(readModel(model)))
  const layers = readLayers(float)
  const [inputs, outputs] = [tensorSpecs(float, float.inputs), tensorSpecs(float, float.outputs)]
  checkSamples(samples, inputs)
  checkSamples(evaluation.samples, inputs)
  checkLabels(evaluation)

  const inputNames = inputs.map(({ name }) => name)
  const outputNames = outputs.map(({ name }) => name)
  const plan = planForms(layers, inputNames, outputNames, entrance === 'uint8' ? inputNames : [])
  const observed = observeRanges(float, inputs, samples, [...new Set(plan.codedAs.values())], ranges)
  const quantizations = new Map(
    [...plan.codedAs].map(([value, source]) => [value, chooseQuantization(observed.get(source)!)]),
  )
  const { graph, coded } = writeArtifact(float.name, plan, inputs, outputs, quantizations, entrance)
  const artifact = writeModel(graph)
  const { id, macs } = admit(artifact).summary

  const comparison = compareModels({ float, artifact: graph, inputs, outputs, coded }, evaluation)
  return {
    artifact,
    report: {
      id,
      floatBytes: model.length,
      artifactBytes: artifact.length,
      macs,
      ranges,
      calibrationSamples: samples.length,
      ...describeCodes(plan, inputs, quantizations, comparison),
      evaluationSamples: evaluation.samples.length,
      outputs: comparison.outputs,
    },
  }
}

/**
 * The inputs of a float model, as {@link quantize} takes samples of them.
 * @throws AlreadyExactError, UnquantizableModelError, and what the reader throws.
 */
export function describeInputs(model: Uint8Array): readonly TensorSpec[] {
  const float = hoistRelus(simplify(readModel(model)))
  readLayers(float)
  return tensorSpecs(float, float.inputs)
}

function tensorSpecs(graph: Graph, declarations: readonly ValueDeclaration[]): readonly TensorSpec[] {
  const types = inferTypes(graph)
  return declarations.map(({ name }) => ({ name, ...types.get(name)! }))
}
