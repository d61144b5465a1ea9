import type { Shape } from '../tensor/index.ts'
import { intAttribute, intsAttribute, stringAttribute } from './attributes.ts'
import type { Node } from './graph.ts'
import { demand } from './site.ts'

/** How a transposed convolution spreads along one spatial axis: input i adds to output i * stride + tap * dilation - padBefore. */
export interface Spread {
  readonly inputSize: number
  readonly outputSize: number
  readonly kernelSize: number
  readonly stride: number
  readonly dilation: number
  readonly padBefore: number
}

/** What a ConvTranspose of an input [n, c, …] by weights [c, m / groups, …] comes to. */
export interface TransposedConvolution {
  readonly batch: number
  readonly inputChannels: number
  readonly outputChannels: number
  readonly groups: number
  readonly spreads: readonly Spread[]
  readonly outputShape: Shape
}

/** @see ONNX ConvTranspose-11: auto_pad, output_padding, output_shape. */
export function inferTransposedConvolution(node: Node, inputShape: Shape, weightShape: Shape): TransposedConvolution {
  const rank = inputShape.length - 2
  demand(
    rank >= 1 && rank <= 3 && weightShape.length === inputShape.length,
    `input [${inputShape}] and weights [${weightShape}] are not of one rank, 3 to 5`,
  )
  const groups = intAttribute(node, 'group', 1)
  const [batch, inputChannels] = inputShape as readonly [number, number]
  demand(
    groups >= 1 && weightShape[0] === inputChannels && inputChannels % groups === 0,
    `${inputChannels} input channels, weights [${weightShape}] and ${groups} groups don't fit`,
  )
  const perAxis = (name: string, absent: number, count = rank): readonly number[] => {
    const values = intsAttribute(node, name, undefined) ?? new Array<number>(count).fill(absent)
    demand(values.length === count && values.every(value => value >= absent), `${name} is [${values}]`)
    return values
  }
  const [strides, dilations, outputPadding] = [
    perAxis('strides', 1),
    perAxis('dilations', 1),
    perAxis('output_padding', 0),
  ]
  const pads = perAxis('pads', 0, 2 * rank)
  const autoPad = stringAttribute(node, 'auto_pad', 'NOTSET')
  const declared = intsAttribute(node, 'output_shape', undefined)
  const spreads = inputShape.slice(2).map((inputSize, axis): Spread => {
    const [kernelSize, stride, dilation] = [weightShape[axis + 2]!, strides[axis]!, dilations[axis]!]
    const whole = stride * (inputSize - 1) + outputPadding[axis]! + (kernelSize - 1) * dilation + 1
    const same = autoPad.startsWith('SAME') ? inputSize * stride : undefined
    const wanted = declared?.slice(-rank)[axis] ?? same
    let [before, after] = autoPad === 'VALID' ? [0, 0] : [pads[axis]!, pads[axis + rank]!]
    if (wanted !== undefined) {
      const total = Math.max(0, whole - wanted)
      const less = Math.floor(total / 2)
      ;[before, after] = autoPad === 'SAME_UPPER' ? [less, total - less] : [total - less, less]
    }
    const outputSize = wanted ?? whole - before - after
    demand(outputSize >= 1, `its output has ${outputSize} elements along axis ${axis + 2}`)
    return { inputSize, outputSize, kernelSize, stride, dilation, padBefore: before }
  })
  const outputChannels = weightShape[1]! * groups
  return {
    batch,
    inputChannels,
    outputChannels,
    groups,
    spreads,
    outputShape: [batch, outputChannels, ...spreads.map(({ outputSize }) => outputSize)],
  }
}
