import type { TensorSpec } from '../../admission.ts'
import type { Graph } from '../../graph/index.ts'
import { createEvaluator } from '../../kernels/index.ts'
import type { Tensor } from '../../tensor/index.ts'
import { SampleError } from '../errors.ts'
import type { ValueRange } from '../quantization.ts'
import { leastErrorRange, percentileRange } from './clip-ranges.ts'
import { countValues, emptyHistogram, type Histogram } from './histogram.ts'
import { type Sample, sampleTensors } from './samples.ts'

/**
 * How the range of an activation's codes is chosen from the values observed: all of them, all but the outermost 0.01 %
 * at each end, or the part with the least mean squared error.
 */
export const rangeChoices = ['min-max', 'percentile', 'least-error'] as const
export type RangeChoice = (typeof rangeChoices)[number]

/**
 * The range of each of `values` (names of float32 tensors of `graph`) over all samples.
 * @throws SampleError when a value overflows binary32 on a sample.
 */
export function observeRanges(
  graph: Graph,
  inputs: readonly TensorSpec[],
  samples: readonly Sample[],
  values: readonly string[],
  choice: RangeChoice,
): ReadonlyMap<string, ValueRange> {
  const run = createEvaluator(graph)
  const visit = (see: (value: string, elements: Float32Array, sample: number) => void) =>
    samples.forEach((sample, index) => {
      const tensors = sampleTensors(sample, inputs)
      const kept = run(tensors, { keep: values })
      for (const value of values) see(value, (kept.get(value) as Tensor<'float32'>).data, index)
    })

  const extremes = new Map<string, ValueRange>()
  visit((value, elements, sample) => {
    const range = widen(extremes.get(value), elements)
    if (Number.isNaN(range.min))
      throw new SampleError(`Sample ${sample} makes the model's value "${value}" overflow float32.`, {
        hint: 'Remove the sample, or scale the inputs as in training.',
      })
    extremes.set(value, range)
  })
  if (choice === 'min-max') return extremes

  const histograms = new Map<string, Histogram>()
  for (const [value, range] of extremes) if (range.min < range.max) histograms.set(value, emptyHistogram(range))
  visit((value, elements) => {
    const histogram = histograms.get(value)
    if (histogram) countValues(histogram, elements)
  })
  const narrow = choice === 'percentile' ? percentileRange : leastErrorRange
  return new Map(
    [...extremes].map(([value, range]) => {
      const histogram = histograms.get(value)
      return [value, histogram ? narrow(histogram) : range]
    }),
  )
}

/** NaN at both ends where an element is not finite. */
function widen(range: ValueRange | undefined, elements: Float32Array): ValueRange {
  let [min, max] = range ? [range.min, range.max] : [Infinity, -Infinity]
  for (const element of elements) {
    if (!Number.isFinite(element)) return { min: NaN, max: NaN }
    if (element < min) min = element
    if (element > max) max = element
  }
  return { min, max }
}
