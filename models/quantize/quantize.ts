import { admit, type TensorSpec } from '../admission.ts'
import { type Graph, inferTypes, type ValueDeclaration } from '../graph/index.ts'
import { writeModel } from '../onnx/index.ts'
import {
  checkLabels,
  checkSamples,
  demandSamples,
  type EvaluationSet,
  observeRanges,
  type RangeChoice,
  type Sample,
  shareRanges,
} from './calibration/index.ts'
import { partOfSteps } from './float/index.ts'
import type { Codings } from './lift/index.ts'
import { type Plan, planForms } from './plan.ts'
import { type ImportOptions, prepareModel } from './prepare.ts'
import { chooseQuantization, type Quantization } from './quantization.ts'
import { readLayers } from './read-layers.ts'
import { compareModels, describeCodes, type QuantizationReport } from './report/index.ts'
import { chooseWide, quantizeWide, wideRangeChoice } from './wide.ts'
import { type Entrance, writeArtifact } from './write-artifact.ts'

export interface QuantizeOptions extends ImportOptions {
  /** By default `min-max`. */
  readonly ranges?: RangeChoice
  /** By default `float32`: the artifact has the float model's signature; a file whose inputs are codes keeps them. */
  readonly entrance?: Entrance
  /** Bits of activations: 8 by default, or 16 of all values between layers that read two planes of 8. */
  readonly activations?: 8 | 16
  /** The values that get 16 bits; by their names, or by those of nodes that they come from. */
  readonly wide?: readonly string[]
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
 * @param model bytes of an ONNX file with inputs and outputs of float32 or integers; a quantized one (QDQ, QOperator) keeps its scales.
 * @param samples none, where a quantized file says the scales of all its values.
 * @throws AlreadyExactError where the model is an artifact.
 * @throws UnquantizableModelError with all faults of the model.
 * @throws WideActivationsError where activations of 16 bits are asked of a quantized model, or of what it doesn't compute.
 * @throws SampleError where a sample is no input of the model.
 * @throws AdmissionError where the artifact would be outside the profile's limits.
 * @throws MalformedModelError, UnsupportedFeatureError, ModelTooComplexError where the bytes can't be read.
 */
export function quantize(model: Uint8Array, samples: readonly Sample[], options: QuantizeOptions = {}): Quantized {
  const { ranges = 'min-max', evaluation = { samples } } = options
  const prepared = prepareModel(model, options)
  const { graph: float, codings, codedInputs } = prepared
  const layers = readLayers(prepared)
  const [inputs, outputs] = [tensorSpecs(float, float.inputs), tensorSpecs(float, float.outputs)]
  checkSamples(samples, inputs)
  checkSamples(evaluation.samples, inputs)
  checkLabels(evaluation)
  const isWide = chooseWide(options, layers, inputs, codings)
  const entrance = codedInputs.length > 0 ? 'uint8' : (options.entrance ?? 'float32')

  const inputNames = inputs.map(({ name }) => name)
  const realInputs = inputs.filter(({ elementType }) => elementType === 'float32').map(({ name }) => name)
  const outputNames = outputs.map(({ name }) => name)
  const plan = planForms(
    layers,
    inputNames,
    outputNames,
    entrance === 'uint8' ? realInputs : [],
    [...codings.values.keys()],
    isWide,
  )
  const prescribed = prescribedQuantizations(plan, codings)
  const open = [...new Set(plan.codedAs.values())].filter(source => !prescribed.has(source))
  if (open.length > 0) demandSamples(samples, open)
  const observed = shareRanges(observeRanges(float, inputs, samples, open, ranges), partOfSteps)
  const quantizations = new Map(
    [...plan.codedAs].map(([value, source]) => [
      value,
      prescribed.get(source) ?? chooseQuantization(observed.get(source)!),
    ]),
  )
  const wideRanges = (sources: readonly string[]) => {
    demandSamples(samples, sources)
    return shareRanges(observeRanges(float, inputs, samples, sources, wideRangeChoice(ranges)), partOfSteps)
  }
  const wide = quantizeWide(plan.wideAs, wideRanges)
  const { graph, coded } = writeArtifact(float.name, plan, inputs, outputs, quantizations, wide, entrance)
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
      dims: prepared.dims,
      labels: prepared.labels,
      calibrationSamples: samples.length,
      ...describeCodes(plan, inputs, quantizations, wide, comparison),
      evaluationSamples: evaluation.samples.length,
      outputs: comparison.outputs,
    },
  }
}

/**
 * The inputs of a float model, as {@link quantize} takes samples of them.
 * @throws AlreadyExactError, UnquantizableModelError, and what the reader throws.
 */
export function describeInputs(model: Uint8Array, options: ImportOptions = {}): readonly TensorSpec[] {
  const prepared = prepareModel(model, options)
  readLayers(prepared)
  return tensorSpecs(prepared.graph, prepared.graph.inputs)
}

/**
 * The float model that a file is, or, where it is quantized, that it stands for: its scales are dropped, its weights decoded.
 * @throws AlreadyExactError, and what the reader throws.
 */
export function floatTwin(model: Uint8Array, options: ImportOptions = {}): Uint8Array {
  return writeModel(prepareModel(model, options).graph)
}

/** The quantizations that a quantized file prescribes, by the values whose codes are new. */
function prescribedQuantizations({ codedAs }: Plan, codings: Codings): ReadonlyMap<string, Quantization> {
  const prescribed = new Map<string, Quantization>()
  for (const [value, source] of codedAs) {
    const quantization = codings.values.get(value)
    if (quantization !== undefined) prescribed.set(source, quantization)
  }
  return prescribed
}

function tensorSpecs(graph: Graph, declarations: readonly ValueDeclaration[]): readonly TensorSpec[] {
  const types = inferTypes(graph)
  return declarations.map(({ name }) => ({ name, ...types.get(name)! }))
}
