import type { Shape } from '../tensor/index.ts'
import { intAttribute, intsAttribute } from './attributes.ts'
import { equalShapes } from './axes.ts'
import type { Node } from './graph.ts'
import type { ExactForm } from './operator.ts'
import { demand } from './site.ts'
import { inferWindows, type Window } from './window.ts'

/** What a convolution of an input [n, c, …] by weights [m, c / groups, …] comes to. */
export interface Convolution {
  readonly batch: number
  readonly inputChannels: number
  readonly outputChannels: number
  readonly groups: number
  /** Terms of one output's dot product, padding included. */
  readonly depth: number
  readonly windows: readonly Window[]
  readonly outputShape: Shape
}

/** The geometry of a Conv, ConvInteger or QLinearConv node. */
export function inferConvolution(node: Node, inputShape: Shape, weightShape: Shape): Convolution {
  demand(
    inputShape.length >= 3 && inputShape.length <= 5 && weightShape.length === inputShape.length,
    `input [${inputShape}] and weights [${weightShape}] are not of one rank, 3 to 5`,
  )
  const [batch, inputChannels] = [inputShape[0]!, inputShape[1]!]
  const [outputChannels, groupChannels] = [weightShape[0]!, weightShape[1]!]
  const groups = intAttribute(node, 'group', 1)
  demand(
    groups >= 1 && groupChannels * groups === inputChannels && outputChannels % groups === 0,
    `${inputChannels} input channels, weights [${weightShape}] and ${groups} groups don't fit`,
  )
  const kernelShape = weightShape.slice(2)
  const declared = intsAttribute(node, 'kernel_shape', undefined)
  demand(
    declared === undefined || equalShapes(declared, kernelShape),
    `kernel_shape [${declared}] differs from the weights' [${kernelShape}]`,
  )
  const windows = inferWindows(node, inputShape.slice(2), kernelShape)
  return {
    batch,
    inputChannels,
    outputChannels,
    groups,
    depth: kernelShape.reduce((product, size) => product * size, groupChannels),
    windows,
    outputShape: [batch, outputChannels, ...windows.map(window => window.outputSize)],
  }
}

/** The attributes of a convolution. */
export const convolutionAttributes: ExactForm['attributes'] = {
  auto_pad: 'string',
  dilations: 'ints',
  group: 'int',
  kernel_shape: 'ints',
  pads: 'ints',
  strides: 'ints',
}

/** Refuses integer convolutions along three axes, which no backend computes. */
export function demandPlanes(inputShape: Shape): void {
  demand(
    inputShape.length <= 4,
    `it convolves a tensor of rank ${inputShape.length}, want 3 or 4`,
    'Convolve planes: the quantizer puts the third axis among the channels.',
  )
}
