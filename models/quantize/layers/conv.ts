import { type Attribute, inferConvolution, type Node, NodeFault } from '../../graph/index.ts'
import type { Shape, Tensor } from '../../tensor/index.ts'
import type { Artifact } from '../artifact.ts'
import { intValue } from '../attributes.ts'
import type { FloatModel } from '../float/index.ts'
import { type QuantizedChannel, weightZeroPoint } from '../quantization.ts'
import { describeChain, startChain, withRelu } from './chain.ts'
import { type Channels, demandFinite, quantizeChannels, writeAccumulation } from './channels.ts'
import type { LayerReader } from './layer.ts'
import { windowAttributes } from './window-attributes.ts'

/** Conv with constant weights, with the Relu that follows. */
export const convLayer: LayerReader = {
  opTypes: ['Conv'],
  read(node, model) {
    const [input, weightsName, biasName = ''] = node.inputs
    const weights = constantOf(weightsName!, 'weights', model)
    const bias = biasName === '' ? undefined : constantOf(biasName, 'bias', model)
    const channels = channelsOf(weights, bias)
    demandFinite(channels)
    const attributes = convAttributes(node, model.types.get(input!)!.shape, weights.shape)
    const { chain, relu } = withRelu(startChain(node), model)
    const site = { input: input!, output: chain.output, attributes, weightShape: weights.shape }
    return {
      nodes: chain.nodes,
      layer: {
        ...describeChain(chain),
        inputs: [input!],
        output: chain.output,
        forms: ['codes', 'values', 'logits'],
        reads: () => 'codes',
        keepsCodes: false,
        write(artifact, form) {
          const inputScale = artifact.quantization(site.input).scale
          const quantized = quantizeChannels(channels, inputScale)
          if (form === 'codes') return writeQuantized(artifact, site, quantized)
          const products = artifact.node(
            'ConvInteger',
            `${site.output}/products`,
            [
              artifact.held(site.input, 'codes'),
              weightCodes(artifact, site, quantized),
              artifact.coding(site.input).zeroPoint,
              artifact.scalar('weight_zero_point', 'uint8', weightZeroPoint),
            ],
            attributes,
          )
          const channelShape = [quantized.length, ...weights.shape.slice(2).map(() => 1)]
          const accumulation = { output: site.output, inputScale, channels: quantized, channelShape, relu }
          return writeAccumulation(artifact, products, accumulation, form)
        },
      },
    }
  },
}

interface ConvSite {
  readonly input: string
  readonly output: string
  readonly attributes: Readonly<Record<string, Attribute>>
  readonly weightShape: Shape
}

function writeQuantized(artifact: Artifact, site: ConvSite, channels: readonly QuantizedChannel[]): string {
  const { input, output, attributes } = site
  const [from, to] = [artifact.coding(input), artifact.coding(output)]
  const scales = Float32Array.from(channels, ({ scale }) => scale)
  const biases = Int32Array.from(channels, ({ bias }) => bias)
  return artifact.node(
    'QLinearConv',
    `${output}/codes`,
    [
      artifact.held(input, 'codes'),
      from.scale,
      from.zeroPoint,
      weightCodes(artifact, site, channels),
      artifact.constant(`${output}/weight_scales`, 'float32', scales),
      artifact.scalar('weight_zero_point', 'uint8', weightZeroPoint),
      to.scale,
      to.zeroPoint,
      artifact.constant(`${output}/bias`, 'int32', biases),
    ],
    attributes,
  )
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

function convAttributes(node: Node, inputShape: Shape, weightShape: Shape): Readonly<Record<string, Attribute>> {
  const { windows, groups } = inferConvolution(node, inputShape, weightShape)
  return { ...windowAttributes(node, windows), group: intValue(groups) }
}
