import { NodeFault, resolveAxis } from '../../graph/index.ts'
import type { Shape } from '../../tensor/index.ts'
import type { Artifact, Form } from '../artifact.ts'
import { logitUnit } from '../artifact.ts'
import { castTo } from '../attributes.ts'
import type { WeightCoding } from '../lift/index.ts'
import { keepChannel, type QuantizedChannel, quantizeChannel, weightZeroPoint } from '../quantization.ts'
import type { Activation } from './chain.ts'

/** The weights of each output channel, and its bias, as real numbers. */
export interface Channels {
  readonly weights: readonly (readonly number[])[]
  readonly biases: readonly number[]
  /** How a quantized file codes the weights: a scale for each channel, one zero point. */
  readonly coding?: { readonly scales: readonly number[]; readonly zeroPoint: number } | undefined
}

/** The code of the weight 0. */
export function weightZeroPointOf({ coding }: Channels): number {
  return coding?.zeroPoint ?? weightZeroPoint
}

/** Codes of every channel's weights and biases, for an input coded by `inputScale`. */
export function quantizeChannels(
  { weights, biases, coding }: Channels,
  inputScale: number,
): readonly QuantizedChannel[] {
  return weights.map((channel, index) => {
    const bias = biases[index]!
    if (coding === undefined) return quantizeChannel(channel, bias, inputScale)
    return keepChannel(channel, bias, inputScale, { scale: coding.scales[index]!, zeroPoint: coding.zeroPoint })
  })
}

/** The coding of weights whose channels lie along `axis`, where a file says it. */
export function channelCoding(stored: WeightCoding | undefined, axis: number, shape: Shape): Channels['coding'] {
  if (stored === undefined) return undefined
  const { scales, zeroPoint } = stored
  if (scales.length > 1 && resolveAxis(stored.axis, shape.length) !== axis) return undefined
  return { scales: Array.from({ length: shape[axis]! }, (_, at) => scales[scales.length === 1 ? 0 : at]!), zeroPoint }
}

export function writeWeightZeroPoint(artifact: Artifact, zeroPoint: number): string {
  return artifact.scalar(`weight_zero_point${zeroPoint === weightZeroPoint ? '' : `_${zeroPoint}`}`, 'uint8', zeroPoint)
}

/** Refuses weights and biases that are not numbers. */
export function demandFinite({ weights, biases }: Channels): void {
  if (!biases.every(Number.isFinite) || !weights.every(channel => channel.every(Number.isFinite)))
    throw new NodeFault('its weights or biases are not all finite', 'Train or export the model again.')
}

/** What becomes of the dot products of a layer. */
export interface Accumulation {
  /** The float model's value that they make, and that they are named after. */
  readonly output: string
  readonly inputScale: number
  /** Whether the products are int64, of an input in codes of sixteen bits. */
  readonly wide: boolean
  readonly channels: readonly QuantizedChannel[]
  /** The axis of channels and those after it, as ones: what a tensor with one element per channel is broadcast by. */
  readonly channelShape: readonly number[]
  readonly activation: Activation
}

/**
 * Nodes that add the biases to `products` (int32, or int64 where the input has codes of sixteen bits), and turn them into real values, or codes:
 * `fl(fl(acc) * multiplier[c])`, the multiplier computed here from constants alone.
 */
export function writeAccumulation(artifact: Artifact, products: string, layer: Accumulation, form: Form): string {
  const { output, inputScale, channels, channelShape } = layer
  let accumulators = products
  if (channels.some(({ bias }) => bias !== 0)) {
    const bias = layer.wide
      ? artifact.constant(
          `${output}/bias`,
          'int64',
          BigInt64Array.from(channels, each => BigInt(each.bias)),
          channelShape,
        )
      : artifact.constant(
          `${output}/bias`,
          'int32',
          Int32Array.from(channels, each => each.bias),
          channelShape,
        )
    accumulators = artifact.node('Add', `${output}/accumulators`, [products, bias])
  }
  if (layer.activation === 'relu' && form !== 'codes' && form !== 'wide') {
    const zero = layer.wide
      ? artifact.constant('zero_long', 'int64', BigInt64Array.of(0n), [])
      : artifact.scalar('zero', 'int32', 0)
    accumulators = artifact.node('Max', `${output}/relu`, [accumulators, zero])
  }
  const real = artifact.node('Cast', `${output}/real`, [accumulators], castTo.float32)
  const unit = unitOf(artifact, output, form)
  const multipliers = Float32Array.from(channels, ({ scale }) => Math.fround(inputScale * scale) / unit)
  const multiplier = artifact.constant(`${output}/multiplier`, 'float32', multipliers, channelShape)
  const scaled = artifact.node('Mul', `${output}/scaled`, [real, multiplier])
  if (form === 'wide') return artifact.encodeSteps(output, scaled)
  if (form !== 'codes') return scaled
  const one = artifact.scalar('one', 'float32', 1)
  return artifact.node('QuantizeLinear', `${output}/codes`, [scaled, one, artifact.zeroPoint(output)])
}

/** The real value that one step of `form` stands for. */
export function unitOf(artifact: Artifact, value: string, form: Form): number {
  if (form === 'codes') return artifact.quantization(value).scale
  if (form === 'wide') return artifact.wide(value)!.scale
  return form === 'values' ? 1 : 1 / logitUnit
}
