import type { Shape } from '../../../tensor/index.ts'
import type { Artifact, Form } from '../../artifact.ts'
import { castTo, intValue } from '../../attributes.ts'

/** What a normalisation over some axes of coded values comes to. */
export interface Normalization {
  readonly input: string
  readonly output: string
  readonly axes: readonly number[]
  /** How many elements are normalised together. */
  readonly terms: number
  /** Whether the mean is taken off first. */
  readonly centers: boolean
  readonly epsilon: number
  /** What the results are multiplied by, and what is added then. */
  readonly factors?: Float32Constant
  readonly shifts?: Float32Constant
}

export interface Float32Constant {
  readonly shape: Shape
  readonly data: Float32Array
}

/** Integers that normalised values are quotients of: what is divided, and the square of what it is divided by. */
interface Quotient {
  /** int32. */
  readonly dividend: string
  /** float32. */
  readonly square: string
  /** What epsilon is in units of the square. */
  readonly epsilon: number
}

/**
 * Nodes for normalised codes, by exact sums S of codes q and Q of their squares: `D / sqrt(fl(W) + eps n^2 / s^2)` where
 * `D = n q - S` and `W = n Q - S^2`; without a mean `c / sqrt(fl(Q / n) + eps / s^2)` where c are codes less their zero point.
 */
export function writeNormalization(artifact: Artifact, site: Normalization, form: Form): string {
  const name = (part: string) => `${site.output}/${part}`
  const { dividend, square, epsilon } = site.centers ? writeCentered(artifact, site) : writeUncentered(artifact, site)
  const real = (part: string, value: number) => artifact.scalar(name(part), 'float32', value)
  const least = Math.fround(Math.max(epsilon, leastSquare))
  const sum = artifact.node('Add', name('square_and_epsilon'), [square, real('epsilon', least)])
  const bounded = artifact.node('Clip', name('bounded_square'), [sum, real('least', least), real('greatest', 2 ** 100)])
  const divisor = artifact.node('Sqrt', name('divisor'), [bounded])
  const numbers = artifact.node('Cast', name('dividend'), [dividend], castTo.float32)
  let values = artifact.node('Div', name('normal'), [numbers, divisor])
  for (const [opType, part, constant] of [
    ['Mul', 'factors', site.factors],
    ['Add', 'shifts', site.shifts],
  ] as const)
    if (constant !== undefined)
      values = artifact.node(opType, name(`with_${part}`), [
        values,
        artifact.constant(name(part), 'float32', constant.data, constant.shape),
      ])
  return form === 'codes' ? artifact.encode(site.output, values) : values
}

/** In place of an epsilon that is 0: what has no variance is then 0, not a quotient of zeros. */
const leastSquare = 2 ** -60

function writeCentered(artifact: Artifact, site: Normalization): Quotient {
  const { input, terms } = site
  const name = (part: string) => `${site.output}/${part}`
  const node = (opType: string, part: string, ...inputs: readonly string[]) => artifact.node(opType, name(part), inputs)
  const codes = artifact.node('Cast', name('codes_as_int32'), [artifact.held(input, 'codes')], castTo.int32)
  const sum = reduce(artifact, site, 'sum', codes)
  const squares = reduce(artifact, site, 'sum_of_squares', node('Mul', 'squares', codes, codes))
  const count = artifact.scalar(`integer_${terms}`, 'int32', terms)
  const dividend = node('Sub', 'deviations', node('Mul', 'scaled_codes', codes, count), sum)
  const wide = (part: string, value: string) => artifact.node('Cast', name(part), [value], castTo.int64)
  const longSum = wide('long_sum', sum)
  const long = artifact.constant(`long_${terms}`, 'int64', BigInt64Array.of(BigInt(terms)))
  const scaled = node('Mul', 'scaled_squares', wide('long_squares', squares), long)
  const variance = node('Sub', 'variance', scaled, node('Mul', 'squared_sum', longSum, longSum))
  const { scale } = artifact.quantization(input)
  return {
    dividend,
    square: artifact.node('Cast', name('real_variance'), [variance], castTo.float32),
    epsilon: (site.epsilon * terms * terms) / (scale * scale),
  }
}

function writeUncentered(artifact: Artifact, site: Normalization): Quotient {
  const { input, terms } = site
  const name = (part: string) => `${site.output}/${part}`
  const { scale, zeroPoint } = artifact.quantization(input)
  const codes = artifact.node('Cast', name('codes_as_int32'), [artifact.held(input, 'codes')], castTo.int32)
  const dividend =
    zeroPoint === 0
      ? codes
      : artifact.node('Sub', name('centered'), [codes, artifact.scalar(`integer_${zeroPoint}`, 'int32', zeroPoint)])
  const squares = artifact.node('Mul', name('squares'), [dividend, dividend])
  const sum = artifact.node(
    'Cast',
    name('real_sum'),
    [reduce(artifact, site, 'sum_of_squares', squares)],
    castTo.float32,
  )
  const square =
    terms === 1
      ? sum
      : artifact.node('Div', name('mean_square'), [sum, artifact.scalar(name('terms'), 'float32', terms)])
  return { dividend, square, epsilon: site.epsilon / (scale * scale) }
}

function reduce(artifact: Artifact, { output, axes }: Normalization, part: string, integers: string): string {
  const axesInput = artifact.constant(`${output}/axes`, 'int64', BigInt64Array.from(axes, BigInt))
  return artifact.node('ReduceSum', `${output}/${part}`, [integers, axesInput], { keepdims: intValue(1) })
}
