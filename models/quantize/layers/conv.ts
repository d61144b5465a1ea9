import { type Attribute, inferConvolution, NodeFault } from '../../graph/index.ts'
import { elementCount, type Shape, type Tensor } from '../../tensor/index.ts'
import type { Artifact, Form } from '../artifact.ts'
import { intValue } from '../attributes.ts'
import type { FloatModel } from '../float/index.ts'
import type { QuantizedChannel } from '../quantization.ts'
import { absorbArithmetic } from './affine.ts'
import { type Activation, accumulatedForms, startChain, withActivation } from './chain.ts'
import {
  type Channels,
  channelCoding,
  demandFinite,
  quantizeChannels,
  weightZeroPointOf,
  writeAccumulation,
  writeWeightZeroPoint,
} from './channels.ts'
import type { LayerReader } from './layer.ts'
import { inputScaleOf, writePlanes } from './planes.ts'
import { windowAttributes } from './window-attributes.ts'

/** Conv with constant weights, with the arithmetic by constants, and the Relu or Clip, that follow. */
export const convLayer: LayerReader = {
  opTypes: ['Conv'],
  read(node, model) {
    const [input, weightsName, biasName = ''] = node.inputs as [string, string, string?]
    const weights = constantOf(weightsName, 'weights', model)
    const stored = {
      ...channelsOf(weights, biasName === '' ? undefined : constantOf(biasName, 'bias', model)),
      coding: channelCoding(model.weightCoding(weightsName), 0, weights.shape),
    }
    const { chain: affine, channels } = absorbArithmetic({ chain: startChain(node), channels: stored }, 1, model)
    demandFinite(channels)
    const convolution = inferConvolution(node, model.types.get(input)!.shape, weights.shape)
    const { chain, activation } = withActivation(affine, model)
    const { nodes, output } = chain
    const attributes = { ...windowAttributes(convolution.windows), group: intValue(convolution.groups) }
    const zeroPoint = weightZeroPointOf(channels)
    const site = { input, output, attributes, weightShape: weights.shape, zeroPoint, activation }
    return {
      nodes,
      inputs: [input],
      output,
      macs: convolution.depth * elementCount(convolution.outputShape),
      forms: accumulatedForms(activation),
      reads: () => 'codes',
      readsWide: () => true,
      keepsCodes: false,
      write(artifact, form) {
        const quantized = quantizeChannels(channels, inputScaleOf(artifact, input))
        return form === 'codes' && artifact.wide(input) === undefined
          ? writeQuantized(artifact, site, quantized)
          : writeAccumulators(artifact, site, quantized, form)
      },
    }
  },
}

interface ConvSite {
  readonly input: string
  readonly output: string
  readonly attributes: Readonly<Record<string, Attribute>>
  readonly weightShape: Shape
  /** Of the weights. */
  readonly zeroPoint: number
  readonly activation: Activation
}

function writeQuantized(artifact: Artifact, site: ConvSite, channels: readonly QuantizedChannel[]): string {
  const { input, output, attributes } = site
  const scales = Float32Array.from(channels, ({ scale }) => scale)
  const biases = Int32Array.from(channels, ({ bias }) => bias)
  return artifact.node(
    'QLinearConv',
    `${output}/codes`,
    [
      artifact.held(input, 'codes'),
      artifact.scale(input),
      artifact.zeroPoint(input),
      weightCodes(artifact, site, channels),
      artifact.constant(`${output}/weight_scales`, 'float32', scales),
      writeWeightZeroPoint(artifact, site.zeroPoint),
      artifact.scale(output),
      artifact.zeroPoint(output),
      artifact.constant(`${output}/bias`, 'int32', biases),
    ],
    attributes,
  )
}

function writeAccumulators(
  artifact: Artifact,
  site: ConvSite,
  channels: readonly QuantizedChannel[],
  form: Form,
): string {
  const { input, output, attributes, weightShape, activation } = site
  const products = writePlanes(artifact, input, output, (codes, zeroPoint, name) =>
    artifact.node(
      'ConvInteger',
      name,
      [codes, weightCodes(artifact, site, channels), zeroPoint(), writeWeightZeroPoint(artifact, site.zeroPoint)],
      attributes,
    ),
  )
  const place = { output, inputScale: inputScaleOf(artifact, input), wide: artifact.wide(input) !== undefined }
  const channelShape = [channels.length, ...weightShape.slice(2).map(() => 1)]
  return writeAccumulation(artifact, products, { ...place, channels, channelShape, activation }, form)
}

function weightCodes(artifact: Artifact, site: ConvSite, channels: readonly QuantizedChannel[]): string {
  const codes = Uint8Array.from(channels.flatMap(({ codes }) => codes))
  return artifact.constant(`${site.output}/weights`, 'uint8', codes, site.weightShape)
}

function constantOf(value: string, role: string, model: FloatModel): Tensor {
  const constant = model.constant(value)
  if (constant === undefined)
    throw new NodeFault(`its ${role} are computed`, `Only convolutions by constant ${role} can be quantized.`)
  return constant
}

function channelsOf({ shape, data }: Tensor, bias: Tensor | undefined): Channels {
  const size = data.length / shape[0]!
  return {
    weights: Array.from({ length: shape[0]! }, (_, channel) =>
      Array.from(data.subarray(channel * size, (channel + 1) * size), Number),
    ),
    biases: Array.from({ length: shape[0]! }, (_, channel) => Number(bias?.data[channel] ?? 0)),
  }
}
