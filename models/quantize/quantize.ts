import type { TensorSpec } from '../admission.ts'
import { type Graph, inferTypes, type ValueDeclaration } from '../graph/index.ts'
import { readModel, writeModel } from '../onnx/index.ts'
import { openArtifact } from './artifact.ts'
import { checkSamples, observeRanges, type RangeChoice, type Sample } from './calibration/index.ts'
import { hoistRelus, simplify } from './float/index.ts'
import { buildGraph } from './graph-builder.ts'
import { type Plan, planForms } from './plan.ts'
import { chooseQuantization, type Quantization } from './quantization.ts'
import { readLayers } from './read-layers.ts'

/** Element type of the artifact's inputs: the float model's own, quantized at the entrance, or the codes themselves. */
export const entrances = ['float32', 'uint8'] as const
export type Entrance = (typeof entrances)[number]

export interface QuantizeOptions {
  /** By default `min-max`. */
  readonly ranges?: RangeChoice
  /** By default `float32`: the artifact has the float model's signature. */
  readonly entrance?: Entrance
}

/**
 * Lowers a float model to the exact profile, by ranges observed on samples. The same model, samples and options give the
 * same artifact, byte for byte, on every machine.
 * @param model bytes of an ONNX file with float32 inputs and outputs of fixed shapes.
 * @throws UnquantizableModelError with all faults of the model.
 * @throws SampleError where a sample is no input of the model.
 * @throws MalformedModelError, UnsupportedFeatureError, ModelTooComplexError where the bytes can't be read.
 */
export function quantize(model: Uint8Array, samples: readonly Sample[], options: QuantizeOptions = {}) {
  const { ranges = 'min-max', entrance = 'float32' } = options
  const graph = hoistRelus(simplify(readModel(model)))
  const layers = readLayers(graph)
  const inputs = tensorSpecs(graph, graph.inputs)
  checkSamples(samples, inputs)
  const outputs = tensorSpecs(graph, graph.outputs)
  const inputNames = inputs.map(({ name }) => name)
  const outputNames = outputs.map(({ name }) => name)
  const plan = planForms(layers, inputNames, outputNames, entrance === 'uint8' ? inputNames : [])
  const coded = [...new Set(plan.codedAs.values())]
  const observed = observeRanges(graph, inputs, samples, coded, ranges)
  const quantizations = new Map(
    [...plan.codedAs].map(([value, source]) => [value, chooseQuantization(observed.get(source)!)]),
  )
  const artifact = writeModel(writeGraph(graph.name, plan, inputs, outputs, quantizations, entrance))
  return { artifact }
}

function writeGraph(
  name: string,
  { steps }: Plan,
  inputs: readonly TensorSpec[],
  outputs: readonly TensorSpec[],
  quantizations: ReadonlyMap<string, Quantization>,
  entrance: Entrance,
): Graph {
  const declare =
    (elementType: Entrance) =>
    ({ name, shape }: TensorSpec): ValueDeclaration => ({ name, elementType, dims: shape })
  const builder = buildGraph(name, inputs.map(declare(entrance)), outputs.map(declare('float32')))
  const artifact = openArtifact(builder, quantizations)
  for (const { name } of inputs) artifact.hold(name, entrance === 'uint8' ? 'codes' : 'values', name)
  for (const { layer, form } of steps) artifact.hold(layer.output, form, layer.write(artifact, form))
  return builder.build(outputs.map(({ name }) => artifact.held(name, 'values')))
}

function tensorSpecs(graph: Graph, declarations: readonly ValueDeclaration[]): readonly TensorSpec[] {
  const types = inferTypes(graph)
  return declarations.map(({ name }) => ({ name, ...types.get(name)! }))
}
