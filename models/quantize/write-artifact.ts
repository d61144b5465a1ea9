import type { TensorSpec } from '../admission.ts'
import type { Graph, ValueDeclaration } from '../graph/index.ts'
import { openArtifact } from './artifact.ts'
import { buildGraph } from './graph-builder.ts'
import type { Plan } from './plan.ts'
import type { Quantization } from './quantization.ts'
import type { CodedValue } from './report/index.ts'

/** Element type of the artifact's real inputs: the float model's own, quantized at the entrance, or the codes themselves. */
export const entrances = ['float32', 'uint8'] as const
export type Entrance = (typeof entrances)[number]

/** The artifact's graph, and its tensors that new codes are in. */
export interface WrittenArtifact {
  readonly graph: Graph
  readonly coded: readonly CodedValue[]
}

/** Writes the planned layers as nodes of the exact profile. */
export function writeArtifact(
  name: string,
  plan: Plan,
  inputs: readonly TensorSpec[],
  outputs: readonly TensorSpec[],
  quantizations: ReadonlyMap<string, Quantization>,
  wide: ReadonlyMap<string, Quantization>,
  entrance: Entrance,
): WrittenArtifact {
  const isCoded = ({ elementType }: TensorSpec) => entrance === 'uint8' && elementType === 'float32'
  const declare = ({ name, elementType, shape }: TensorSpec): ValueDeclaration => ({ name, elementType, dims: shape })
  const entering = inputs.map(input => declare(isCoded(input) ? { ...input, elementType: 'uint8' } : input))
  const builder = buildGraph(name, entering, outputs.map(declare))
  const artifact = openArtifact(builder, quantizations, wide)
  for (const input of inputs) artifact.hold(input.name, isCoded(input) ? 'codes' : 'values', input.name)
  for (const { layer, form } of plan.steps) artifact.hold(layer.output, form, layer.write(artifact, form))
  const graph = builder.build(outputs.map(({ name }) => artifact.held(name, 'values')))
  const coded = (form: 'codes' | 'wide', sources: Plan['codedAs'], codings: typeof quantizations) =>
    [...sources]
      .filter(([value, source]) => value === source && artifact.holds(value, form))
      .map(([value]) => ({ value, codes: artifact.held(value, form), quantization: codings.get(value)! }))
  return { graph, coded: [...coded('codes', plan.codedAs, quantizations), ...coded('wide', plan.wideAs, wide)] }
}
