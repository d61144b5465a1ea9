import type { TensorSpec } from '../../admission.ts'
import type { Graph } from '../../graph/index.ts'
import { createEvaluator } from '../../kernels/index.ts'
import type { ElementType, Tensor } from '../../tensor/index.ts'
import { type EvaluationSet, sampleTensors } from '../calibration/index.ts'
import { decode, encode, type Quantization } from '../quantization.ts'
import { createDeviationMeter, type Deviation } from './deviation.ts'
import { createEqualityMeter } from './equality-meter.ts'
import type { OutputReport } from './quantization-report.ts'
import { createTopMeter } from './top-meter.ts'

/** Two graphs of one model, and the codes of the artifact that stand for values of the float one. */
export interface ComparedModels {
  readonly float: Graph
  readonly artifact: Graph
  readonly inputs: readonly TensorSpec[]
  readonly outputs: readonly TensorSpec[]
  readonly coded: readonly CodedValue[]
}

export interface CodedValue {
  readonly value: string
  /** The artifact's tensor: uint8, or int32 of codes of sixteen bits. */
  readonly codes: string
  readonly quantization: Quantization
}

/** How the artifact's codes, by the value that they stand for, and its outputs deviate from the float model's. */
export interface Comparison {
  readonly codes: ReadonlyMap<string, Deviation>
  readonly outputs: readonly OutputReport[]
}

/** Runs both models on every sample; without samples there is nothing to say. */
export function compareModels(models: ComparedModels, { samples, labels }: EvaluationSet): Comparison {
  if (samples.length === 0) return { codes: new Map(), outputs: [] }
  const { inputs, outputs, coded } = models
  const [runFloat, runArtifact] = [createEvaluator(models.float), createEvaluator(models.artifact)]
  const codeMeters = coded.map(createDeviationMeter)
  const outputMeters = outputs.map(createDeviationMeter)
  const topMeters = outputs.map(({ elementType, shape }) =>
    elementType === 'float32' && (shape.at(-1) ?? 1) > 1 ? createTopMeter(shape.at(-1)!) : undefined,
  )
  const equalityMeters = outputs.map(({ elementType }) =>
    elementType === 'float32' ? undefined : createEqualityMeter(),
  )

  samples.forEach((sample, index) => {
    const tensors = sampleTensors(sample, inputs)
    const wanted = runFloat(tensors, { keep: coded.map(({ value }) => value) })
    const have = runArtifact(atEntrance(tensors, models), { keep: coded.map(({ codes }) => codes) })
    coded.forEach(({ value, codes, quantization }, at) => {
      codeMeters[at]!.add(
        tensorOf(tensors.has(value) ? tensors : wanted, value, 'float32').data,
        decode(tensorOf(have, codes, quantization.bits === 16 ? 'int32' : 'uint8'), quantization),
      )
    })
    outputs.forEach(({ name }, at) => {
      const [float, artifact] = [numbersOf(wanted.get(name)!), numbersOf(have.get(name)!)]
      const label = at === 0 ? labels?.[index] : undefined
      outputMeters[at]!.add(float, artifact)
      topMeters[at]?.add(float, artifact, label)
      equalityMeters[at]?.add(float, artifact, label)
    })
  })
  return {
    codes: new Map(coded.map(({ value }, at) => [value, codeMeters[at]!.read()])),
    outputs: outputs.map(({ name }, at) => {
      const [top, equality] = [topMeters[at]?.read(), equalityMeters[at]?.read()]
      return { name, ...outputMeters[at]!.read(), ...(top && { top }), ...(equality && { equality }) }
    }),
  }
}

/** The sample as the artifact takes it: coded, where its entrance takes codes. */
function atEntrance(tensors: ReadonlyMap<string, Tensor>, { artifact, coded }: ComparedModels) {
  const quantizations = new Map(
    coded
      .filter(({ quantization }) => quantization.bits === undefined)
      .map(({ value, quantization }) => [value, quantization]),
  )
  return new Map(
    artifact.inputs.map(({ name, elementType }) => {
      if (elementType === tensors.get(name)!.elementType) return [name, tensors.get(name)!]
      return [name, encode(tensorOf(tensors, name, 'float32'), quantizations.get(name)!)]
    }),
  )
}

function numbersOf({ data }: Tensor): ArrayLike<number> {
  return data instanceof BigInt64Array || data instanceof BigUint64Array ? Array.from(data, Number) : data
}

function tensorOf<E extends ElementType>(
  tensors: ReadonlyMap<string, Tensor>,
  name: string,
  elementType: E,
): Tensor<E> {
  const tensor = tensors.get(name)
  if (tensor?.elementType !== elementType) throw new Error(`the tensor "${name}" is not a ${elementType} one`)
  return tensor as Tensor<E>
}
