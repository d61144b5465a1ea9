import { type Convolution, inferConvolution } from '../../graph/index.ts'
import { requantizationMultiplier } from '../../kernels/index.ts'
import { addChunks, type Chunks, centerWeights, cutByWeights, exactSum, reachOf } from './exact-sums.ts'
import { center, requantization, requantize } from './requantize.ts'
import { keepReals, type Step, type StepPlanner, type StepSite, scalarAt } from './step.ts'
import { planeOf, tapsOf } from './windows.ts'

export const planConvInteger: StepPlanner = site => {
  const sums = planSums(site, { x: 0, xZeroPoint: 2, w: 1, wZeroPoint: 3 })
  const { tf, output } = site
  return sums && (input => tf.reshape(tf.cast(sums.step(input), 'int32'), [...output.shape]))
}

export const planQLinearConv: StepPlanner = site => {
  const sums = planSums(site, { x: 0, xZeroPoint: 2, w: 3, wZeroPoint: 5 })
  const scales = requantization(site, { xScale: 1, wScale: 4, yScale: 6, yZeroPoint: 7 })
  const bias = site.constants[8]?.data as Int32Array | undefined
  if (!sums || !scales || (site.node.inputs[8] && !bias)) return undefined
  const { tf, output } = site
  const { xScale, wScales, yScale, zeroPoint } = scales
  const channels = output.shape[1]!
  const multipliers = Float32Array.from({ length: channels }, (_, channel) =>
    requantizationMultiplier(xScale, wScales[wScales.length === 1 ? 0 : channel]!, yScale),
  )
  const keptMultipliers = keepReals(site, multipliers, [channels, 1])
  const biasType = bias?.every(value => Math.abs(value) + sums.greatest <= exactSum) ? 'float32' : 'int32'
  const keptBias = bias && site.keep(() => tf.cast(tf.tensor(bias, [channels, 1], 'int32'), biasType))
  return input => {
    const products = sums.step(input)
    const accumulators = keptBias ? tf.add(tf.cast(products, biasType), keptBias) : products
    return tf.reshape(requantize(tf, accumulators, keptMultipliers, zeroPoint), [...output.shape])
  }
}

interface ConvolutionSums {
  /** [n, m, pixels]. */
  readonly step: Step
  /** Their greatest magnitude. */
  readonly greatest: number
}

function planSums(
  site: StepSite,
  at: { readonly x: number; readonly xZeroPoint: number; readonly w: number; readonly wZeroPoint: number },
): ConvolutionSums | undefined {
  const weights = site.constants[at.w]
  const [zeroPoint, weightZeroPoint] = [scalarAt(site, at.xZeroPoint, 0), scalarAt(site, at.wZeroPoint, 0)]
  if (!weights || zeroPoint === undefined || weightZeroPoint === undefined) return undefined
  const convolution = inferConvolution(site.node, site.types[at.x]!.shape, weights.shape)
  const data = centerWeights(weights.data as Uint8Array, weightZeroPoint)
  const reach = reachOf(site.ranges[at.x]!, zeroPoint)
  const { groups, inputChannels, outputChannels } = convolution
  const plan = groups === inputChannels && groups === outputChannels && groups > 1 ? planDepthwise : planColumns
  return plan(site, at.x, zeroPoint, data, convolution, reach)
}

type SumsPlanner = (
  site: StepSite,
  x: number,
  zeroPoint: number,
  weights: Float32Array,
  convolution: Convolution,
  reach: number,
) => ConvolutionSums | undefined

/** A matrix product of the weights, tap after tap, with the columns that they meet, for each group of each image. */
const planColumns: SumsPlanner = (site, x, zeroPoint, weights, convolution, reach) => {
  const { tf } = site
  const { batch, inputChannels, outputChannels, groups, depth } = convolution
  const plane = planeOf(convolution.windows)
  if (!plane) return undefined
  const groupInputs = inputChannels / groups
  const groupOutputs = outputChannels / groups
  const taps = depth / groupInputs
  const tapMajor = new Float32Array(weights.length)
  for (let from = 0, row = 0; row < weights.length; row += depth)
    for (let channel = 0; channel < groupInputs; channel++)
      for (let tap = 0; tap < taps; tap++) tapMajor[row + tap * groupInputs + channel] = weights[from++]!
  const chunks = cutByWeights(
    { data: tapMajor, channels: outputChannels, depth, channelStep: depth, termStep: 1 },
    reach,
  )
  const stack = batch * groups
  const kept = new Map(
    chunks.ends.map((end, i) => {
      const from = chunks.ends[i - 1] ?? 0
      const part = () =>
        tf.tile(
          tf.slice(
            tf.tensor(tapMajor, [groups, groupOutputs, depth], 'float32'),
            [0, 0, from],
            [groups, groupOutputs, end - from],
          ),
          [batch, 1, 1],
        )
      return [from, site.keep(part)]
    }),
  )
  const pixels = plane.rows.outputSize * plane.columns.outputSize
  const step: Step = input => {
    const parts = tapsOf(tf, center(tf, input(x), zeroPoint), batch, inputChannels, plane)
    const columns = tf.concat(
      parts.map(part => tf.reshape(part, [stack, groupInputs, pixels])),
      1,
    )
    const sums = addChunks(tf, chunks, (from, to) => {
      const terms = chunks.ends.length === 1 ? columns : tf.slice(columns, [0, from, 0], [stack, to - from, pixels])
      return tf.matMul(kept.get(from) as never, terms as never)
    })
    return tf.reshape(sums, [batch, outputChannels, pixels])
  }
  return { step, greatest: chunks.greatest }
}

/** Each tap times its weight, channel by channel, summed. */
const planDepthwise: SumsPlanner = (site, x, zeroPoint, weights, convolution, reach) => {
  const { tf } = site
  const { batch, inputChannels: channels, depth: taps } = convolution
  const plane = planeOf(convolution.windows)
  if (!plane) return undefined
  const chunks: Chunks = cutByWeights({ data: weights, channels, depth: taps, channelStep: taps, termStep: 1 }, reach)
  const tapWeights = Array.from({ length: taps }, (_, tap) =>
    keepReals(
      site,
      Float32Array.from({ length: channels }, (_, channel) => weights[channel * taps + tap]!),
      [channels, 1, 1],
    ),
  )
  const pixels = plane.rows.outputSize * plane.columns.outputSize
  const step: Step = input => {
    const parts = tapsOf(tf, center(tf, input(x), zeroPoint), batch, channels, plane)
    const sums = addChunks(tf, chunks, (from, to) => {
      let sum = tf.mul(parts[from]!, tapWeights[from]!)
      for (let tap = from + 1; tap < to; tap++) sum = tf.add(sum, tf.mul(parts[tap]!, tapWeights[tap]!))
      return sum
    })
    return tf.reshape(sums, [batch, channels, pixels])
  }
  return { step, greatest: chunks.greatest }
}
