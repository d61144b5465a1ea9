import type { Attribute, Graph, Node } from '../../graph/index.ts'
import { createTensor, type Shape, type Tensor } from '../../tensor/index.ts'
import { side } from './draw-digit.ts'
import {
  classCount,
  firstChannels,
  kernelSide,
  type Layer,
  type Network,
  secondChannels,
  secondSide,
  stride,
  unitCount,
} from './network.ts'

/**
 * The network as a float model, in the operators that PyTorch writes: input `image` [1, 1, 28, 28], output `logits` [1, 10]. Weights
 * are rounded to binary32; channels come first.
 */
export function exportNetwork({ first, second, hidden, head }: Network): Graph {
  const initializers = new Map<string, Tensor>()
  const add = (name: string, shape: Shape, weights: ArrayLike<number>, { bias }: Layer): readonly string[] => {
    initializers.set(`${name}_weights`, createTensor('float32', shape, Float32Array.from(weights)))
    initializers.set(`${name}_bias`, createTensor('float32', [bias.columns], Float32Array.from(bias.values)))
    return [`${name}_weights`, `${name}_bias`]
  }
  const convolution = (name: string, channels: number, layer: Layer) =>
    add(name, [layer.bias.columns, channels, kernelSide, kernelSide], channelsFirst(layer, channels), layer)
  const dense = (name: string, inputs: number, weights: ArrayLike<number>, layer: Layer) =>
    add(name, [layer.bias.columns, inputs], weights, layer)
  const node = (
    opType: string,
    inputs: readonly string[],
    output: string,
    attributes: readonly (readonly [string, Attribute])[] = [],
  ): Node => ({ name: output, opType, domain: '', inputs, outputs: [output], attributes: new Map(attributes) })
  const strides = ['strides', { kind: 'ints', value: [BigInt(stride), BigInt(stride)] }] as const
  const transposed = ['transB', { kind: 'int', value: 1n }] as const
  const flatCount = secondSide * secondSide * secondChannels
  return {
    name: 'digits',
    opsets: new Map([['', 21]]),
    inputs: [{ name: 'image', elementType: 'float32', dims: [1, 1, side, side] }],
    outputs: [{ name: 'logits', elementType: 'float32', dims: [1, classCount] }],
    initializers,
    nodes: [
      node('Conv', ['image', ...convolution('first', 1, first)], 'first', [strides]),
      node('Relu', ['first'], 'first_relu'),
      node('Conv', ['first_relu', ...convolution('second', firstChannels, second)], 'second', [strides]),
      node('Relu', ['second'], 'second_relu'),
      node('Flatten', ['second_relu'], 'flat'),
      node('Gemm', ['flat', ...dense('hidden', flatCount, channelsFirst(hidden, secondChannels), hidden)], 'hidden', [
        transposed,
      ]),
      node('Relu', ['hidden'], 'hidden_relu'),
      node('Gemm', ['hidden_relu', ...dense('head', unitCount, channelsFirst(head, 1), head)], 'logits', [transposed]),
    ],
  }
}

/** A layer's weights with its outputs outermost, then the channels of its inputs, then their places. */
function channelsFirst({ weights: { rows, columns, values } }: Layer, channels: number): Float64Array {
  const places = rows / channels
  return Float64Array.from({ length: values.length }, (_, i) => {
    const [output, channel, place] = [Math.floor(i / rows), Math.floor((i % rows) / places), i % places]
    return values[(place * channels + channel) * columns + output]!
  })
}
