import { demand, floatAttribute, intAttribute, type Node, NodeFault } from '../../graph/index.ts'
import { elementCount, type Tensor } from '../../tensor/index.ts'
import type { Artifact } from '../artifact.ts'
import { intsValue } from '../attributes.ts'
import type { FloatModel } from '../float/index.ts'
import type { QuantizedChannel } from '../quantization.ts'
import { absorbArithmetic, perChannel } from './affine.ts'
import { productLayer } from './attention/index.ts'
import { accumulatedForms, startChain, withActivation } from './chain.ts'
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

/** MatMul and Gemm with constant weights, with the arithmetic by constants, and the Relu or Clip, that follow. */
export const linearLayer: LayerReader = {
  opTypes: ['MatMul', 'Gemm'],
  read(node, model) {
    if (node.opType === 'MatMul' && !isLinear(node, model)) return productLayer(node, model)
    const product = node.opType === 'Gemm' ? readGemm(node, model) : readMatMul(node, model)
    const { input, transposed } = product
    const axis = model.types.get(node.outputs[0]!)!.shape.length - 1
    const { chain, channels } = absorbArithmetic({ chain: startChain(node), channels: product.channels }, axis, model)
    demandFinite(channels)
    const { chain: ended, activation } = withActivation(chain, model)
    const { nodes, output } = ended
    return {
      nodes,
      inputs: [input],
      output,
      macs: elementCount(model.types.get(input)!.shape) * channels.weights.length,
      forms: accumulatedForms(activation),
      reads: () => 'codes',
      readsWide: () => true,
      keepsCodes: false,
      write(artifact, form) {
        const inputScale = inputScaleOf(artifact, input)
        const quantized = quantizeChannels(channels, inputScale)
        const weights = { codes: quantized, zeroPoint: weightZeroPointOf(channels) }
        const products = writeProducts(artifact, input, output, weights, transposed)
        const channelShape = [quantized.length]
        return writeAccumulation(
          artifact,
          products,
          {
            output,
            inputScale,
            wide: artifact.wide(input) !== undefined,
            channels: quantized,
            channelShape,
            activation,
          },
          form,
        )
      },
    }
  },
}

/** Whether a MatMul has one matrix of constant weights, each column an output channel. */
function isLinear({ inputs }: Node, model: FloatModel): boolean {
  const [input, weights] = [model.constant(inputs[0]!), model.constant(inputs[1]!)]
  return input === undefined && weights?.shape.length === 2
}

interface Product {
  readonly input: string
  readonly transposed: boolean
  /** Columns of the weights [k, n]. */
  readonly channels: Channels
}

function readMatMul(node: Node, model: FloatModel): Product {
  const [input, weights] = [node.inputs[0]!, constantWeights(node, model)]
  const rank = model.types.get(input)!.shape.length
  demand(rank >= 2, `its input has rank ${rank}, want 2 or more`, 'Reshape the vector to a matrix of one row.')
  const columns = columnsOf(weights, false)
  const coding = channelCoding(model.weightCoding(node.inputs[1]!), 1, weights.shape)
  return { input, transposed: false, channels: { weights: columns, biases: columns.map(() => 0), coding } }
}

function readGemm(node: Node, model: FloatModel): Product {
  const [input, , bias = ''] = node.inputs
  const [alpha, beta] = [floatAttribute(node, 'alpha', 1), floatAttribute(node, 'beta', 1)]
  const weights = constantWeights(node, model)
  const transB = intAttribute(node, 'transB', 0) !== 0
  const columns = columnsOf(weights, transB)
  const biases =
    bias === '' ? columns.map(() => 0) : perChannel(model.constant(bias), model.types.get(node.outputs[0]!)!.shape, 1)
  if (biases === undefined)
    throw new NodeFault('its bias is not one constant per column', 'Store the bias as an initializer of shape [n].')
  return {
    input: input!,
    transposed: intAttribute(node, 'transA', 0) !== 0,
    channels: {
      weights: columns.map(column => column.map(weight => alpha * weight)),
      biases: biases.map(value => beta * value),
      coding:
        alpha === 1 ? channelCoding(model.weightCoding(node.inputs[1]!), transB ? 0 : 1, weights.shape) : undefined,
    },
  }
}

function constantWeights(node: Node, model: FloatModel): Tensor {
  const weights = model.constant(node.inputs[1]!)
  if (weights === undefined || model.constant(node.inputs[0]!) !== undefined)
    throw new NodeFault(
      'it multiplies two computed tensors, or has its constant first',
      'Only products of an activation by constant weights can be quantized: x MatMul W.',
    )
  demand(
    weights.shape.length === 2,
    `its weights have shape [${weights.shape}], want [k, n]`,
    'Use one matrix of weights.',
  )
  return weights
}

function columnsOf({ shape, data }: Tensor, transposed: boolean): number[][] {
  const [rows, width] = [shape[0]!, shape[1]!]
  const [k, n] = transposed ? [width, rows] : [rows, width]
  return Array.from({ length: n }, (_, column) =>
    Array.from({ length: k }, (_, row) => Number(data[transposed ? column * width + row : row * width + column]!)),
  )
}

function writeProducts(
  artifact: Artifact,
  input: string,
  output: string,
  weightCodes: { readonly codes: readonly QuantizedChannel[]; readonly zeroPoint: number },
  transposed: boolean,
): string {
  const { codes: channels, zeroPoint } = weightCodes
  const [k, n] = [channels[0]!.codes.length, channels.length]
  const weights = new Uint8Array(k * n)
  channels.forEach((channel, column) => {
    channel.codes.forEach((code, row) => {
      weights[row * n + column] = code
    })
  })
  return writePlanes(artifact, input, output, (codes, inputZeroPoint, name) =>
    artifact.node('MatMulInteger', name, [
      transposed ? artifact.node('Transpose', `${output}/rows`, [codes], { perm: intsValue([1, 0]) }) : codes,
      artifact.constant(`${output}/weights`, 'uint8', weights, [k, n]),
      inputZeroPoint(),
      writeWeightZeroPoint(artifact, zeroPoint),
    ]),
  )
}
