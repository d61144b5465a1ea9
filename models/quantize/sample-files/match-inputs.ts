import type { TensorSpec } from '../../admission.ts'
import { createElements, type ElementArray, elementCount, type Shape } from '../../tensor/index.ts'
import type { EvaluationSet, Sample } from '../calibration/index.ts'
import { type SampleArray, SampleFormatFault } from './sample-array.ts'

/** The name of an array of labels, where the model has no input of that name. */
const labelsName = 'labels'

/**
 * The samples that arrays hold, each array's first axis counting them: by the names of the inputs, or, for a model with
 * one input, the only array whatever it is called.
 * @throws SampleFormatFault
 */
export function matchInputs(arrays: readonly SampleArray[], inputs: readonly TensorSpec[]): EvaluationSet {
  const isLabels = ({ name }: SampleArray) => name === labelsName && !inputs.some(input => input.name === labelsName)
  const labels = arrays.find(isLabels)
  const tensors = arrays.filter(array => !isLabels(array))
  const matched = inputs.map(input => matchInput(input, tensors, inputs.length))
  const count = matched[0]?.shape[0] ?? 0
  for (const { name, shape } of matched)
    if (shape[0] !== count)
      throw new SampleFormatFault(
        `"${name}" holds ${shape[0]} samples, "${matched[0]!.name}" ${count}`,
        'Give every input the same number of samples.',
      )
  const samples = Array.from({ length: count }, (_, index) => sampleAt(index, matched, inputs))
  return labels === undefined ? { samples } : { samples, labels: Float64Array.from(labels.elements, Number) }
}

function matchInput(input: TensorSpec, arrays: readonly SampleArray[], inputCount: number): SampleArray {
  const named = arrays.find(({ name }) => name === input.name)
  const array = named ?? (inputCount === 1 && arrays.length === 1 ? arrays[0] : undefined)
  if (array === undefined)
    throw new SampleFormatFault(
      `it holds ${arrays.map(({ name }) => `"${name}"`).join(', ') || 'nothing'}, want an array "${input.name}"`,
      'Name the arrays after the inputs of the model.',
    )
  const [count, size] = [array.shape[0] ?? 0, elementCount(input.shape)]
  if (count * size === array.elements.length && count > 0) return array
  const perSample = count > 0 ? array.elements.length / count : 0
  const wanted = describe(['samples', ...(input.shape[0] === 1 ? input.shape.slice(1) : input.shape)])
  throw new SampleFormatFault(
    `input "${input.name}" is given in shape ${describe(array.shape)}, ${count} samples of ${perSample} elements, want ${size} elements each, as in ${wanted}`,
    array.elements.length > 0 && array.elements.length % size === 0
      ? `Put the samples along the first axis: ${describe([array.elements.length / size, ...input.shape])} would do.`
      : `Give each sample the shape of the input, ${describe(input.shape)}.`,
  )
}

function sampleAt(index: number, arrays: readonly SampleArray[], inputs: readonly TensorSpec[]): Sample {
  return arrays.map(({ elements }, input) => {
    const spec = inputs[input]!
    const size = elementCount(spec.shape)
    return convert(elements.subarray(index * size, (index + 1) * size), spec)
  })
}

/** The numbers in the input's element type: reals rounded to it, integers as they are. */
function convert(elements: ElementArray, { name, elementType }: TensorSpec): ElementArray {
  const converted = createElements(elementType, elements.length)
  const rounds = elementType === 'float32' || elementType === 'float64'
  const big = converted instanceof BigInt64Array || converted instanceof BigUint64Array
  for (let i = 0; i < elements.length; i++) {
    const element = elements[i]!
    if (!rounds && typeof element === 'number' && !Number.isSafeInteger(element))
      throw misfit(name, elementType, element)
    converted[i] = big ? BigInt(element) : Number(element)
    if (!rounds && (BigInt(converted[i]!) !== BigInt(element) || (elementType === 'bool' && element > 1)))
      throw misfit(name, elementType, element)
  }
  return converted
}

function misfit(name: string, elementType: string, element: number | bigint): SampleFormatFault {
  return new SampleFormatFault(
    `it holds ${element} for input "${name}", want elements of type ${elementType}`,
    'Give whole numbers in the range of the element type; in .npy and .npz files as integers, where they are 64-bit ones.',
  )
}

function describe(shape: Shape | readonly (string | number)[]): string {
  return `[${shape.join(', ')}]`
}
