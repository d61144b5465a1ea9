import type { TensorSpec } from '../../admission.ts'
import { createElements, createTensor, type ElementArray, elementCount, type Tensor } from '../../tensor/index.ts'
import { SampleError } from '../errors.ts'

/** One input of a model: the elements of each of its input tensors, in the model's order and their own types, row-major. */
export type Sample = readonly ElementArray[]

/** Samples to compare models on. */
export interface EvaluationSet {
  readonly samples: readonly Sample[]
  /** For each sample, where the first output ought to have its greatest element. */
  readonly labels?: ArrayLike<number>
}

/** Refuses labels that are not one per sample. */
export function checkLabels({ samples, labels }: EvaluationSet): void {
  if (labels !== undefined && labels.length !== samples.length)
    throw new SampleError(`Cannot compare ${samples.length} samples with ${labels.length} labels, want one each.`, {
      hint: 'Give the labels in the order of the samples.',
    })
}

/** Refuses an empty list of samples, where there are `values` whose ranges are to be observed. */
export function demandSamples(samples: readonly Sample[], values: readonly string[]): void {
  if (samples.length > 0) return
  const [first] = values
  throw new SampleError(
    `Cannot calibrate on 0 samples, want at least 1: the file says no scale for ${values.length} of its values, such as "${first}".`,
    { hint: 'Give some hundred typical inputs: `--calibration PATH`.' },
  )
}

/** Refuses samples that are not finite inputs of these types. */
export function checkSamples(samples: readonly Sample[], inputs: readonly TensorSpec[]): void {
  samples.forEach((sample, index) => {
    if (sample.length !== inputs.length)
      throw new SampleError(`Sample ${index} has ${sample.length} tensors, the model wants ${inputs.length}.`, {
        hint: `Give one tensor for each of: ${inputs.map(({ name }) => name).join(', ')}.`,
      })
    inputs.forEach(({ name, elementType, shape }, input) => {
      const elements = sample[input]!
      const wanted = createElements(elementType, 0).constructor
      if (elements.constructor !== wanted)
        throw new SampleError(
          `Sample ${index} is a ${elements.constructor.name} for input "${name}" (${elementType}), want a ${wanted.name}.`,
          { hint: 'Give every tensor in the element type that the model declares.' },
        )
      if (elements.length !== elementCount(shape))
        throw new SampleError(
          `Sample ${index} has ${elements.length} elements for input "${name}", want ${elementCount(shape)} (${shape.join(' x ')}).`,
          { hint: 'Give every sample in the shape that the model declares.' },
        )
      const wantsReals = elements instanceof Float32Array || elements instanceof Float64Array
      const at = wantsReals ? elements.findIndex(element => !Number.isFinite(element)) : -1
      if (at >= 0)
        throw new SampleError(
          `Sample ${index} holds ${elements[at]} at element ${at} of input "${name}", want finite numbers.`,
          {
            hint: 'Remove the sample, or replace what is missing.',
          },
        )
    })
  })
}

/** The sample as the tensors that a graph runs on, by name; they share its arrays. */
export function sampleTensors(sample: Sample, inputs: readonly TensorSpec[]): ReadonlyMap<string, Tensor> {
  return new Map(
    inputs.map(({ name, elementType, shape }, input) => [name, createTensor(elementType, shape, sample[input]!)]),
  )
}
