import { NodeFault } from '../../graph/index.ts'
import type { Artifact, Form } from '../artifact.ts'
import { logitUnit } from '../artifact.ts'
import { castTo } from '../attributes.ts'
import { type QuantizedChannel, quantizeChannel } from '../quantization.ts'
import type { Activation } from './chain.ts'

/** The weights of each output channel, and its bias, as real numbers. */
export interface Channels {
  readonly weights: readonly (readonly number[])[]
  readonly biases: readonly number[]
}

/** Codes of every channel's weights and biases, for an input coded by `inputScale`. */
export function quantizeChannels({ weights, biases }: Channels, inputScale: number): readonly QuantizedChannel[] {
  return weights.map((channel, index) => quantizeChannel(channel, biases[index]!, inputScale))
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
  readonly channels: readonly QuantizedChannel[]
  /** The axis of channels and those after it, as ones: what a tensor with one element per channel is broadcast by. */
  readonly channelShape: readonly number[]
  readonly activation: Activation
}

/**
 * Nodes that add the biases to `products` (int32), and turn them into real values, or codes:
 * `fl(fl(acc) * multiplier[c])`, the multiplier computed here from constants alone.
 */
export function writeAccumulation(artifact: Artifact, products: string, layer: Accumulation, form: Form): string {
  const { output, inputScale, channels, channelShape } = layer
  const biases = Int32Array.from(channels, ({ bias }) => bias)
  const bias = artifact.constant(`${output}/bias`, 'int32', biases, channelShape)
  let accumulators = artifact.node('Add', `${output}/accumulators`, [products, bias])
  if (layer.activation === 'relu' && form !== 'codes')
    accumulators = artifact.node('Max', `${output}/relu`, [accumulators, artifact.scalar('zero', 'int32', 0)])
  const real = artifact.node('Cast', `${output}/real`, [accumulators], castTo.float32)
  const unit = unitOf(artifact, output, form)
  const multipliers = Float32Array.from(channels, ({ scale }) => Math.fround(inputScale * scale) / unit)
  const multiplier = artifact.constant(`${output}/multiplier`, 'float32', multipliers, channelShape)
  const scaled = artifact.node('Mul', `${output}/scaled`, [real, multiplier])
  if (form !== 'codes') return scaled
  const one = artifact.scalar('one', 'float32', 1)
  return artifact.node('QuantizeLinear', `${output}/codes`, [scaled, one, artifact.zeroPoint(output)])
}

/** The real value that one step of `form` stands for. */
function unitOf(artifact: Artifact, value: string, form: Form): number {
  if (form === 'codes') return artifact.quantization(value).scale
  return form === 'values' ? 1 : 1 / logitUnit
}
